"""A real Tryton for the tests: built once and cached, started on loopback, filled over HTTP, and killed at will."""
