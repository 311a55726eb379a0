"""Numbers of laws, of standards and of a house's registers: they stand below titles and in footers as numbers of papers do, and are none.

`(D.P.R. 472/96)` below an Italian transport document, `loi n° 80-335` in a French clause, `IATF 16949:2016, Reg.-Nr. 20 111 2003` in a footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.field.designations import spans_of_standards
from extract.label.labels import NUMBER_MARKS, squeezed
from extract.page.layout import Layout, Line, Phrase, Token
from extract.shape.candidates import Candidate
from extract.text.folding import folded

NUMBERS = frozenset({"document_number", "order_number", "reference"})
"""Fields that the number of a law, a register or a standard may look like."""
FURTHEST = 5
"""Between a law's or register's name and its number stand no more words: `Reg.-Nr. 20 111 2003`, `legge n. 5 del`."""
_LAW = re.compile(
    r"d\.? ?p\.? ?r\.?|d\.? ?lgs\.?|d\.m\.|d\.l\.|r\.d\.|r\.d\.l\.|legge|decreto|loi|decret|ordonnance|ley|gesetz|verordnung|richtlinie|wet|besluit|verordening|"
    r"ustawa|ustawy|rozporzadzenie|rozporzadzenia|dz\.? ?u\.?|bgbl\.?|j\.o\.|g\.u\.|regulation|directive|reglement|reglamento|regolamento|direttiva|directiva|"
    r"richtlijn|statute|§+"
)
_WITH_NUMBER = re.compile(r"(?:d\.? ?p\.? ?r|d\.? ?lgs|d\.m|d\.l|r\.d|dz\.? ?u|bgbl|§+)\.? ?\d.*")
"""`D.P.R.472`: a law's name and its number that a scan put in one word."""
_REGISTERS = frozenset(
    """regnr regno registernr registriernr registriernummer registriernummern registrierungsnr registrierungsnummer registrationno registrationnumber registrationnr registration
    registre registro regcode registratienummer registratienr rejestru rejestracyjny regnum registrazione hrb hra rcs rea krs iatf""".split()  # noqa: SIM905
)
_QUALITY = re.compile(r"\b(?:iso|iatf|en)\s?(?:/(?:ts|iec)\s?)?(?:9001|9100|14001|16949|17025|3834|45001|50001)\b")
"""Systems that a house is certified by: a number behind one is that of its certificate, not of the goods'."""
_STANDARD = re.compile(
    r"\b(?:(?:une|uni|nf|din|bs|nen|pn|sn)[- ])?(?:en|iso|astm|asme|din|uni|une|nf|afnor|gost|jis)(?:[-/ ](?:en|iso|iec|a|sa)){0,2}$"
)
"""`EN 0204:2004` below a certificate's title, its first figure lost to the scan: a number right behind such a word is that of a standard."""

_REVISION = re.compile(
    r"(?:rev|revision|revisie|rewizja|revisione|ind|indice|index|ed|edition|edizione|edicion|wyd|issue|ausgabe|version|ver|vers)\.? ?[\da-z]{1,2}"
)
"""`conform specificatieblad rev. 4`: which edition of a form or a specification it is."""

_WITH_YEAR = re.compile(r"[\d-]+:(?:19|20)\d\d")


def without_laws(candidates: Iterable[Candidate], layout: Layout) -> list[Candidate]:
    """The candidates for a number of a paper that are none of a law's or register's."""
    return [candidate for candidate in candidates if not _is_of_law(candidate.value.tokens, layout)]


def without_days_of_laws(candidates: Iterable[Candidate], layout: Layout) -> list[Candidate]:
    """The candidates for a day of a paper that are not the day of a law: `(D.P.R. 472 del 14/08/1996)` below a title, `loi n° 80-335 du 12 mai 1980`."""
    return [candidate for candidate in candidates if not _is_day_of_law(candidate.value.tokens[0], layout)]


def _is_day_of_law(first: Token, layout: Layout) -> bool:
    """Whether a law's name stands close before a day in its phrase."""
    place = _placed(first, layout)
    before = place[1].tokens[: place[1].tokens.index(first)] if place else ()
    return any(_LAW.fullmatch(_plain(token)) or _WITH_NUMBER.fullmatch(_plain(token)) for token in before[-FURTHEST:])


def _is_of_law(tokens: Sequence[Token], layout: Layout) -> bool:
    """Whether a number names a law itself, stands right behind the name of a law or register, or behind a quality system."""
    if _REVISION.fullmatch(folded(" ".join(token.text for token in tokens))):
        return True
    if any(_is_name(token) for token in tokens) or (len(tokens) > 1 and _STANDARD.fullmatch(_plain(tokens[0]))):
        return True
    place = _placed(tokens[0], layout)
    if place is None:
        return False
    line, phrase = place
    before = line.tokens[: line.tokens.index(tokens[0])]
    own = " ".join(folded(token.text) for token in before if token in phrase.tokens)
    if _is_of_a_standard(tokens[0], phrase):
        return True
    name = _named_before(before[-FURTHEST:])
    # A figure that was lost leaves room like that between two phrases; what has a year behind a colon is a standard all the same.
    behind = " ".join(folded(token.text) for token in before[-2:]) if _WITH_YEAR.fullmatch(tokens[0].text) else own
    return (name is not None and _is_name(name)) or _QUALITY.search(own) is not None or _STANDARD.search(behind) is not None


def _is_of_a_standard(token: Token, phrase: Phrase) -> bool:
    """Whether a number is a standard's or its year: `NF EN 10204 (2005) TYPE 3.1` is the title of a certificate, `volgens EN ISO 17050-1` no order."""
    start = sum(len(before.text) + 1 for before in phrase.tokens[: phrase.tokens.index(token)])
    return any(first <= start < last for first, last in spans_of_standards(phrase.text))


def _is_name(token: Token) -> bool:
    """Whether a word is the name of a law, its number behind it or not, or of a register."""
    return (
        _LAW.fullmatch(_plain(token)) is not None or _WITH_NUMBER.fullmatch(_plain(token)) is not None or squeezed(token.text) in _REGISTERS
    )


def _placed(token: Token, layout: Layout) -> tuple[Line, Phrase] | None:
    """The line and phrase that a word stands in."""
    line = next((line for line in layout.lines if token in line.tokens), None)
    return (line, next(phrase for phrase in line.phrases if token in phrase.tokens)) if line else None


def _named_before(tokens: Sequence[Token]) -> Token | None:
    """The last word before a number that is neither a mark for numbers nor figures."""
    return next(
        (token for token in reversed(tokens) if squeezed(token.text) not in NUMBER_MARKS and re.search(r"[^\W\d_]|§", token.text)), None
    )


def _plain(token: Token) -> str:
    return folded(token.text).strip("()[],;:'\"")
