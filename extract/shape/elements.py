"""Chemical elements as certificates print them, and as scanners read them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise

from extract.page.layout import Layout, Token
from extract.text.folding import folded

ELEMENTS = (
    "C", "Si", "Mn", "P", "S", "Cr", "Ni", "Mo", "Cu", "Al", "N", "V", "Nb", "Ti", "B", "Co", "W", "Sn", "As", "Sb", "Pb", "Ca", "Fe", "Mg", "Zn",
    "Zr", "Bi", "Ta", "Ce", "H", "O", "Te", "Se", "Be", "Li", "Na", "Sr", "Ga", "Cd", "Hg",
)  # fmt: skip
_SYMBOLS = {symbol.lower(): symbol for symbol in ELEMENTS}
_MISREAD = {symbol.lower() * 2: symbol for symbol in ELEMENTS if len(symbol) == 1} | {
    "s1": "Si", "sl": "Si", "5i": "Si", "a1": "Al", "m0": "Mo", "c0": "Co", "tl": "Ti", "t1": "Ti", "n1": "Ni", "nl": "Ni", "vi": "V", "w": "V",
}  # fmt: skip
_LOOKS_LIKE = {
    "C": "c cc g ( e ¢ © € ce ci", "S": "s ss 5 8 $ § sg", "P": "p pp pe pb r", "N": "n nn no", "V": "v vv vi y 4", "Cr": "gr ct er cf or ce ces £r",
    "Cu": "gu cv ou eu u", "Si": "si st sl 5i se sı", "Mn": "mn min me mi wn", "Mo": "mo me m m0 mq", "Ni": "ni nl hi mi n", "Al": "ai ai al at",
}  # fmt: skip
_ORDER = ("C", "Si", "Mn", "P", "S")
"""What nearly every analysis of steel begins with."""
_PAIRS = frozenset(pairwise(_ORDER))
_CURLED = {"C": ("€", "¢", "©", "c", "cc", "ce", "cg"), "S": ("$", "§", "s", "ss", "sg")}
"""What a symbol is read as that is like no other symbol."""
_OTHERWISE = re.compile(
    r"(?P<Nb>C[bB])|(?P<N>N2)|(?P<O>O2)|(?P<H>H2)|(?P<Al>A[lL][._-]?(?:tot|TOT)(?:al|AL)?|A[lL][-(]?[tT]\)?|T[.-]?A[lL]|[tT]ot\.?-?Al)"
)
"""Other names of elements: columbium, gases by their molecules, aluminium in all its forms (`Altot`, `T.Al`) and not the soluble alone."""
_EQUIVALENT = re.compile(r"C\.?\s?E\.?(?:[VTQ]\.?)?(?:[( ]?IIW\)?)?|C[eE][qQ]|P[cC][mM]")
"""The carbon equivalent, however it is written: `CE`, `C.E.V.`. Cerium is `Ce`; analyses in capitals have hardly ever any."""
_NAMES = {
    "C": "carbon kohlenstoff carbone carbonio carbono koolstof wegiel", "Si": "silicon silizium silicium silicio krzem",
    "Mn": "manganese mangan manganeso mangaan", "P": "phosphorus phosphor phosphore fosforo fosfor",
    "S": "sulphur sulfur schwefel soufre zolfo azufre zwavel siarka", "Cr": "chromium chrom chrome cromo chroom",
    "Ni": "nickel nichel niquel nikkel nikiel", "Mo": "molybdenum molybdan molybdene molibdeno molybdeen molibden",
    "Cu": "copper kupfer cuivre rame cobre koper miedz", "Al": "aluminium aluminum alluminio aluminio glin",
    "N": "nitrogen stickstoff azote azoto nitrogeno stikstof azot", "V": "vanadium vanadio wanad", "Nb": "niobium niob niobio",
    "Ti": "titanium titan titane titanio titaan tytan", "B": "boron bor bore boro boor", "Fe": "iron eisen fer ferro hierro ijzer zelazo",
    "Zn": "zinc zink zinco cynk", "Mg": "magnesium magnesio magnez", "Sn": "tin zinn etain stagno estano cyna", "Pb": "blei plomb piombo plomo lood olow",
    "W": "tungsten wolfram wolframio tungstene tungsteno wolfraam", "Co": "cobalt kobalt cobalto",
}  # fmt: skip
_NAMED = {name: symbol for symbol, names in _NAMES.items() for name in names.split()}
_ALIKE = tuple("cspvw")
LEAST_SURE = 3
LONGEST_SYMBOL, LEVEL = 3, 1.0
"""A misread symbol has so many signs at most, and those below each other begin within so many heights of print."""
_CONTENT = re.compile(r"[<≤]?\d{1,2}[.,]\d+")
_UNIT = re.compile(r"[\[(]?(?:%|ppm|‰)[\])]?|[x×*]?10{2,3}|[^\w$§&¢€©£]", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def element_of(text: str, *, fuzzy: bool) -> str | None:
    """The element that a word names: its symbol as it is written, or, on a scan, as OCR tends to read it (`Cc`, `Ss`, `c`).

    What belongs to the heading and not to the symbol falls: `C[%]`, `Mn%`, `P×1000`.
    """
    if re.match(r"\W*[°º]\s?C\b", text):
        return None  # degrees, and no carbon behind a speck
    bare = re.sub(r"^%|[x×*]\s?10{2,3}$|\[?\(?(%|ppm|‰)\)?\]?$", "", text.strip())
    if named := otherwise_named(bare):
        return named
    bare = bare.strip(".:,;[]()*|'\"")
    if fuzzy:
        bare = re.sub(r"^\W+|[%\W]+$", "", bare)
    if bare in ELEMENTS:
        return bare
    if is_equivalent(bare):
        return None
    plain = bare.lower()
    if plain in _SYMBOLS and (fuzzy or (len(plain) == 2 and bare.isupper())):
        return _SYMBOLS[plain]
    return _MISREAD.get(plain) if fuzzy else None


def otherwise_named(text: str) -> str | None:
    """The element that has that other name: `Cb`, `N2`, `Altot`."""
    named = _OTHERWISE.fullmatch(text.strip(".:,;[]()%"))
    return named.lastgroup if named else None


def is_equivalent(text: str) -> bool:
    """Whether that says the carbon equivalent, or the one for cracks in welds, and no element: `CE`, `C.E.V.`, `CET`, `Pcm`."""
    return bool(_EQUIVALENT.fullmatch(text.strip(".:,;[]()%=")) or _EQUIVALENT.fullmatch(text.strip(":,;[]()%=")))


def element_named(text: str) -> str | None:
    """The element whose name that is, in any of the languages: `Carbon`, `Kohlenstoff`, `Węgiel`."""
    return _NAMED.get(folded(text).strip(" .:,"))


def symbols_of(texts: Sequence[str], *, fuzzy: bool, others: Sequence[Sequence[str]] = ()) -> list[str | None]:
    """The elements that the words of a line name; on a scan, what stands among them is told by its looks and by their usual order.

    `others` is what else was read of each word: where that is a symbol as it is written, and the word is none, it is the one.
    """
    others = others or [()] * len(texts)
    places = [place for place, text in enumerate(texts) if not fuzzy or not _UNIT.fullmatch(text)]
    if len(places) < len(texts):  # a unit between two symbols parts them only on the paper: `P % $% Cu %`
        without = symbols_of([texts[place] for place in places], fuzzy=fuzzy, others=[others[place] for place in places])
        among = dict(zip(places, without, strict=True))
        return [among.get(place) for place in range(len(texts))]
    found = _without_soluble([element_of(text, fuzzy=fuzzy) for text in texts], texts)
    found = _with_nickel(found) if fuzzy else found
    seen = [_written(readings) for readings in others] if fuzzy else []
    told = sum(symbol is not None or (bool(seen) and seen[place] is not None) for place, symbol in enumerate(found))
    if not fuzzy or told < LEAST_SURE or 2 * told < len(found):
        return found
    bare = [text.strip("%[]() ") for text in texts]
    # A letter that looks the same large and small is the symbol as good as exactly.
    exact = ({text.upper() for text in bare if text in _ALIKE} | set(bare)) & set(ELEMENTS)
    found = [_also_read(found, place, seen, exact) for place in range(len(texts))]
    for place, text in enumerate(texts):
        symbol = found[place]
        if symbol is not None and symbol == seen[place]:
            continue
        if (len(bare[place]) > 1 and bare[place] in ELEMENTS) or otherwise_named(text):
            continue  # two letters are not misread as a symbol: `Al tot. Al sol.`
        doubled = symbol is not None and found.count(symbol) > 1
        if symbol is None or doubled or (symbol not in exact and _expected(found, place) not in (None, symbol)):
            meant = _meant(text, found, place)
            if meant or (doubled and symbol not in (text.strip(), None)):
                found[place] = meant
    return found


def _with_nickel(found: list[str | None]) -> list[str | None]:
    """The symbols, of several N the one between chromium and molybdenum nickel's, whose `i` a scan has lost."""
    places = [place for place, symbol in enumerate(found) if symbol == "N"]
    beside = [place for place in places if found[place - 1 : place] == ["Cr"] and found[place + 1 : place + 2] == ["Mo"]]
    if len(places) > 1 and len(beside) == 1 and "Ni" not in found:
        return [*found[: beside[0]], "Ni", *found[beside[0] + 1 :]]
    return found


def _without_soluble(found: Sequence[str | None], texts: Sequence[str]) -> list[str | None]:
    """The symbols without that of a share of an element whose whole stands beside it: `Al sol. Al tot.`."""
    behind = [*texts[1:], ""]
    shares = {place for place, symbol in enumerate(found) if symbol and folded(behind[place]).startswith("sol")}
    whole = {symbol for place, symbol in enumerate(found) if place not in shares}
    return [None if place in shares and symbol in whole else symbol for place, symbol in enumerate(found)]


def _written(readings: Sequence[str]) -> str | None:
    """The symbol that another reading of a word is as it is written: the `S` of `BS)`, the `Cr` of `• Cr`."""
    bare = [re.sub(r"^\W+|\W+$", "", reading) for reading in readings]
    # `A5` is a symbol of strengths that is often misread as arsenic's.
    bare = [text for text in bare if text.upper() != "AS"]
    found = {symbol for text in bare if (symbol := element_of(text.upper() if text in _ALIKE else text, fuzzy=False))}
    return found.pop() if len(found) == 1 else None


def _also_read(found: Sequence[str | None], place: int, seen: Sequence[str | None], exact: Collection[str]) -> str | None:
    """The symbol that a word among others names by either reading; of two that both name one, it is the one that usually stands there."""
    own, other, usual = found[place], seen[place], _expected(found, place)
    if other is None or own == other or other in found or seen.count(other) > 1:
        return own
    if own is not None and own in exact:
        return other if usual == other else own
    return other if usual in (None, other) else own


def symbols_down(rows: Sequence[Sequence[Token]]) -> dict[Token, str]:
    """The elements that the words at the beginning of rows below each other name on a scan, told as those beside each other are."""
    found: dict[Token, str] = {}
    run: list[Token] = []
    for words in (*rows, ()):
        first = words[0] if words and _begins_contents(words) else None
        if first and (not run or abs(first.x0 - run[-1].x0) < LEVEL * first.word.height):
            run.append(first)
            continue
        others = [token.word.others for token in run]
        symbols = symbols_of([token.text for token in run], fuzzy=True, others=others) if len(run) > LEAST_SURE else []
        found |= {token: symbol for token, symbol in zip(run, symbols, strict=False) if symbol}
        run = [first] if first else []
    return found


def _begins_contents(words: Sequence[Token]) -> bool:
    short = len(words[0].text) <= LONGEST_SYMBOL or _written(words[0].word.others) is not None
    return short and any(_CONTENT.fullmatch(token.text) for token in words[1:])


def is_told_by_its_place(word: Token, symbol: str, symbols: Sequence[str]) -> bool:
    """Whether a misread word is surely that symbol: one as it usually stands beside the others, which the word looks like or another reading says.

    `symbols` are all of the analysis in their order. What only looks like carbon before silicon may be anything in an analysis that is no steel's.
    """
    if symbols.count(symbol) != 1:
        return False
    place = symbols.index(symbol)
    also_read = _written(word.word.others) == symbol
    plain = re.sub(r"[%\[\]\s.'‘’\"“”~=:|—-]", "", word.text)
    if also_read and plain.startswith(symbol) and not plain[len(symbol) :].isalpha():
        return True  # the `Ni9` and `Ni` of `Ni %`
    usual = (place > 0 and (symbols[place - 1], symbol) in _PAIRS) or (symbol, (*symbols, "")[place + 1]) in _PAIRS
    return usual and "P" in symbols and (also_read or plain.lower() in _CURLED.get(symbol, ()))


def _meant(text: str, found: Sequence[str | None], place: int) -> str | None:
    """The element that a word among others may be: the one that usually stands there, or one that looks alike and is not yet named."""
    plain = re.sub(r"[%\[\]\s.'‘’\"“”~=:|—-]", "", text).lower()
    if not plain or len(plain) > 4:
        return None
    expected = _expected(found, place)
    if expected != "C" and is_equivalent(text.strip()):
        return None
    if (
        expected
        and len(text.strip()) > 1
        and len(expected) == 1
        and text.strip()[:2].isupper()
        and plain not in _LOOKS_LIKE[expected].split()
    ):
        return None  # `SC` is two symbols that have grown together
    if expected and expected not in found and (plain[0].isalpha() or plain in _LOOKS_LIKE[expected].split()):
        return expected
    alike = [symbol for symbol, looks in _LOOKS_LIKE.items() if plain in looks.split() and symbol not in found]
    return alike[0] if len(alike) == 1 else None


def _expected(found: Sequence[str | None], place: int) -> str | None:
    """The element that usually stands between those beside a place: S behind P, C before Si."""
    before = found[place - 1] if place else None
    after = found[place + 1] if place + 1 < len(found) else None
    if before in _ORDER[:-1] and after not in _ORDER[1:3]:
        candidate = _ORDER[_ORDER.index(before) + 1]
        return candidate if found.count(candidate) == 0 or found[place] == candidate else None
    if after in _ORDER[1:]:
        return _ORDER[_ORDER.index(after) - 1]
    return None


def shows_analysis(layout: Layout) -> bool:
    """Whether a row of symbols of elements is printed somewhere: then there are results, whatever the paper calls itself."""
    return any(len({token.text for token in line.tokens if token.text in ELEMENTS}) > LEAST_SURE for line in layout.lines)
