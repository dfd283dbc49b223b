"""Who does what to whom: the parts of a clause, as far as case, place and voice tell them."""
