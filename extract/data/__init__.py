"""Papers that are data already: EDIFACT, X12, XML and JSON as sheets of text with a value a row."""
