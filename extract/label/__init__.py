"""Labels: which words name a value, and where the value stands that they name."""
