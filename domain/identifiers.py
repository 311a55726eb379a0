"""Identifiers with a check digit."""

from __future__ import annotations


def sscc_is_valid(code: str) -> bool:
    """Whether the last of 18 figures is the GS1 check digit: from the right, weights 3, 1, 3, 1 …; 10 less the sum modulo 10."""
    if len(code) != 18 or not (code.isascii() and code.isdigit()):
        return False
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(code[:-1])))
    return (10 - total % 10) % 10 == int(code[-1])
