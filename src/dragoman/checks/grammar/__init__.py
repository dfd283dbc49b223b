"""What several rules about words share: frequencies, quotations, the words of a sentence."""
