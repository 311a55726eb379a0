"""Readers of values by their shape, and the candidates for a value with what speaks for each."""
