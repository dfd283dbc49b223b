"""The rules, one stem each: code, data, page."""
