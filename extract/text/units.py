"""Units of measure and price units as printed, to UN/ECE Recommendation 20 codes."""

from __future__ import annotations

import re

from extract.text.folding import folded

_ALIASES = {
    "C62": "c62 h87 ea each no. nos nos. stk stck st stuck stueck pce pcs pc pz pza pezzi pezzo nr ud uds u un unid unidad unidades piece pieces pieza piezas pzas "
           "szt sztuka sztuki sztuk stuk stuks pi one p unite unites unita units unit",
    "KGM": "kgm kg kgs kilo kilogramm kilogram kilos kilogramme kilogrammes",
    "GRM": "grm g gr gramm",
    "TNE": "tne t to tonne tonnes tonnen ton_metric mt tona ton",
    "LBR": "lbr lb lbs",
    "STN": "stn short_ton short_tons ton_us us_ton",
    "MTR": "mtr m lfm ifm lfdm ml mb meter metre metres metri metro metros mtrs mts ml. lm m.",
    "MMT": "mmt mm",
    "CMT": "cmt cm",
    "FOT": "fot ft feet foot",
    "INH": "inh in inch",
    "MTK": "mtk m2 qm mq m²",
    "LTR": "ltr l lt lts ltrs liter litre liters litres litri litros litrow",
    "CEN": "cen c %st",
    "MIL": "mil tsd mpc mille",
    "SET": "set sets satz sat sz garnitur garnituren garn garnit ens ensemble ensembles jgo jgos juegos gioco stel stellen zestaw zestawy zest kmpl jeu kpl komplet komplety juego kit kits conjunto serie assortiment",
    "PR": "pr paar para pair paire paio par paa",
    "DZN": "dzn dtz dozen",
}  # fmt: skip
OF_SIZES = frozenset({"MMT", "CMT", "INH"})
"""Units in which sizes are told; nothing is supplied by them."""
_MISREAD = {
    alias.replace("l", "i", 1): code
    for code, aliases in _ALIASES.items()
    for alias in aliases.split()
    if "l" in alias[:1] and len(alias) > 2
}
"""What OCR makes of a small l that a unit begins with: `Itr`."""
_CODE_OF = _MISREAD | {alias: code for code, aliases in _ALIASES.items() for alias in aliases.split()}
_PACKINGS = {
    "RO": "ro rolle rollen roll rolls rouleau rouleaux rotolo rotoli rollo rollos rol rola rolka rolki",
    "BX": "bx box boxes schachtel schachteln boite boites scatola scatole caja cajas doos pudelko pudelka",
    "CT": "ctn karton kartons carton cartons cartone cartoni kartony",
    "PK": "pk pack packs packung packungen pak paket pakete paquet paquets confezione confezioni paquete paquetes opakowanie opak",
    "BG": "bag bags beutel sack sacke sac sacs sacco sacchi saco sacos zak zakken worek worki",
    "BE": "bund bunde bundel bundle bundles botte bottes fascio fasci wiazka wiazki",
}
"""Packings that goods are sold by; how much of a unit one holds is the supplier's business, and learned (`domain/mappings.py`)."""
_PACKING_OF = {alias: code for code, aliases in _PACKINGS.items() for alias in aliases.split()}
_PLURAL = re.compile(r"\((?:s|e|n|en|es|i|a|x|ow)\)$")
"""What many pieces end with: `Unit(s)`, `Stück(e)`, `Unité(s)`."""
_PRICE_UNIT = re.compile(r"(?<![\d.,])(10[.,' ]?000|1[.,' ]?000|100|10|1)(?![\d.,]*\d)")
_PRICE_WORDS = {
    word: count
    for count, words in {
        100: "% c /c cen v.h vh hundred hundert cento ciento cien honderd sto",
        1000: "/m mille tsd mil %o o/oo 0/00 thousand tausend duizend tys",
    }.items()
    for word in [*words.split(), "\u2030" if count == 1000 else "%"]
}
"""Beside these `M` is a thousand, and `m` a metre."""


class UnitError(ValueError):
    """The text names no unit that is known."""


def parse_unit(text: str) -> str:
    """The Recommendation 20 code of a printed unit.

    Raises:
        UnitError: the unit is unknown.
    """
    plain = _PLURAL.sub("", folded(text)).strip(" .:;,()[]-–|'")
    plain = "_".join(plain.split())
    code = _CODE_OF.get(plain) or _CODE_OF.get(plain.rstrip("."))
    if code is None:
        raise UnitError(text)
    return code


def is_unit(text: str) -> bool:
    """Whether a text is a unit that is known."""
    try:
        return bool(parse_unit(text))
    except UnitError:
        return False


def parse_packing(text: str) -> str:
    """The code (UN/ECE Recommendation 21, as X12 and older ERPs write it for a unit) of a packing that a quantity is counted in.

    Not among `parse_unit`'s, as such words stand on papers beside quantities that are not counted in them.

    Raises:
        UnitError: it is none.
    """
    code = _PACKING_OF.get(folded(text).strip(" .:;,()[]"))
    if code is None:
        raise UnitError(text)
    return code


def parse_price_unit(text: str) -> int:
    """How many units a price is for: `100`, `per 1000`, `je 100 Stk`, `/C`, `/M`, `‰`, `PE 1`; 1 for a unit alone, such as `/m`.

    Raises:
        UnitError: nothing in the text says so.
    """
    plain = folded(text).strip()
    match = _PRICE_UNIT.search(plain)
    if match:
        return int(re.sub(r"\D", "", match[1]))
    words = plain.split()
    for word, printed in zip(words, text.split(), strict=False):
        bare = word.strip("().")
        if bare.strip("/") == "m":
            return 1000 if "M" in printed else 1
        if bare in _PRICE_WORDS:
            return _PRICE_WORDS[bare]
    if any(word[0].isdigit() for word in words):  # a price for 500 is none for one
        raise UnitError(text)
    parse_unit(words[-1] if words else "")
    return 1
