"""What we know per language, as data (one TOML each), and its loader."""
