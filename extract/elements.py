"""Chemical elements as certificates print them, and as scanners read them."""

from __future__ import annotations

import re

ELEMENTS = (
    "C", "Si", "Mn", "P", "S", "Cr", "Ni", "Mo", "Cu", "Al", "N", "V", "Nb", "Ti", "B", "Co", "W", "Sn", "As", "Sb", "Pb", "Ca", "Fe", "Mg", "Zn",
    "Zr", "Bi", "Ta", "Ce", "H", "O", "Te", "Se", "Be", "Li", "Na", "Sr", "Ga", "Cd", "Hg",
)  # fmt: skip
_SYMBOLS = {symbol.lower(): symbol for symbol in ELEMENTS}
_MISREAD = {symbol.lower() * 2: symbol for symbol in ELEMENTS if len(symbol) == 1} | {
    "s1": "Si", "sl": "Si", "a1": "Al", "m0": "Mo", "c0": "Co", "tl": "Ti", "t1": "Ti", "n1": "Ni", "nl": "Ni",
}  # fmt: skip


def element_of(text: str, *, fuzzy: bool) -> str | None:
    """The element that a word names: its symbol as it is written, or, on a scan, as OCR tends to read it (`Cc`, `Ss`, `c`).

    What belongs to the heading and not to the symbol falls: `C[%]`, `Mn%`, `P×1000`.
    """
    bare = re.sub(r"[x×*]\s?10{2,3}$|\[?\(?%\)?\]?$", "", text.strip()).strip(".:,;[]()*|'\"")
    if bare in ELEMENTS:
        return bare
    plain = bare.lower()
    if plain in _SYMBOLS and (fuzzy or (len(plain) == 2 and bare.isupper())):
        return _SYMBOLS[plain]
    return _MISREAD.get(plain) if fuzzy else None
