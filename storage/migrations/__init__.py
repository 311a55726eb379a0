"""The schema's history; `open_store` brings a database up to its last page."""
