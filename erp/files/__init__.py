"""An ERP that exports and imports files: its orders in a table, our postings as files, and its acknowledgements of them."""
