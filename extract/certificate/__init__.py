"""Certificates: heats with their analyses and tests, whatever way the table runs, and the goods that they are for."""
