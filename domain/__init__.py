"""Pure types, ports, errors and value parsers that every stage shares; imports the standard library and pydantic only."""
