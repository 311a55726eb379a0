"""Bytes become pages: data where they are a message or carry one, the text layer where there is one that a reader sees, else by OCR."""
