"""How standards, grades, product forms and delivery conditions are written on paper, made comparable."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_TEXT = 300
"""What is longer is no designation."""

FORMS = frozenset({"plate", "sheet", "strip", "bar", "section", "tube", "profile", "wire", "forging"})

_FORM_WORDS = {
    "flat": ("plate", "sheet", "strip"),
    **dict.fromkeys(("plate", "plates", "quarto", "grobblech"), ("plate",)),
    **dict.fromkeys(("blech", "tôle", "lamiera", "chapa", "plaat", "blacha"), ("plate", "sheet")),
    **dict.fromkeys(("sheet", "sheets", "feinblech"), ("sheet",)),
    **dict.fromkeys(("strip", "coil", "coils", "band", "nastro", "bande"), ("strip",)),
    **dict.fromkeys(
        ("bar", "bars", "rod", "round", "rundstahl", "stab", "stabstahl", "flachstahl", "barre", "barra", "tondo", "staf", "pręt"), ("bar",)
    ),
    **dict.fromkeys(("section", "sections", "shape", "shapes", "beam", "angle", "channel", "träger"), ("section",)),
    **dict.fromkeys(("tube", "tubes", "pipe", "rohr", "tubo", "buis", "rura"), ("tube",)),
    **dict.fromkeys(("profile", "profil", "extrusion", "profilo", "perfil", "profiel"), ("profile",)),
    **dict.fromkeys(("wire", "draht"), ("wire",)),
    **dict.fromkeys(("forging", "forgings", "schmiedestück"), ("forging",)),
}

_EUROPEAN = re.compile(
    r"(?P<nation>\b[A-ZÖ]{2,5}[\s-]+)?\b(?P<body>EN\s*ISO|EN|ISO)\s*-?(?P<number>\d{3,6})(?:\s?-\s?(?P<part>\d{1,2})(?!\d))?"
    r"(?:\s*[-:(/]\s*(?P<year>(?:19|20)\d\d)(?!\d))?"
)
_AMERICAN = re.compile(
    r"\bS?(?P<letter>[AB])[\s-]?(?P<number>\d{2,4})M?(?:\s*/\s*S?[AB]?[\s-]?\d{2,4}M?)?(?:\s?[-:]\s?(?P<year>\d{4}|\d{2})[A-Z]?(?![\d.]))?\b"
)
_NATIONS_WITH_OWN_YEARS = frozenset({"DIN", "NF", "UNI", "UNE", "PN", "NBN", "NEN", "SS", "ÖNORM", "ONORM", "CSN", "STN", "SIST"})
_CONDITION = re.compile(r"\+\s?(NT|N|QT|AR|AT|M|A|S|C|U)\b|\b(T\d{1,4})\b")
_CONDITION_WORDS = {
    "+N": ("N", "NORMALI", "NORMALGEGL", "NORMALGLÜH"),
    "+QT": ("QT", "Q+T", "Q&T", "QUENCHED AND TEMPERED", "VERGÜTET", "TREMPÉ ET REVENU", "BONIFICATO"),
    "+AR": ("AR", "AS ROLLED", "WALZZUSTAND", "BRUT DE LAMINAGE"),
    "+A": ("A", "SOFT ANNEALED", "WEICHGEGLÜHT"),
}


@dataclass(frozen=True)
class Specification:
    """A standard by number (`EN 10025-2`, `ASTM A516`) and the year of the edition, None where it is not named."""

    number: str
    year: int | None = None

    def is_part_of(self, wanted: Specification) -> bool:
        """Whether it is the wanted standard or a part of it: EN 10025-2 is of EN 10025, which names no part."""
        return self.number == wanted.number or ("-" not in wanted.number and self.number.startswith(f"{wanted.number}-"))

    def __str__(self) -> str:
        """Writes the number with its edition as the standards do."""
        return self.number if self.year is None else f"{self.number}:{self.year}"


def tidied(text: str) -> str:
    """The text with single blanks, and no longer than a designation may be, so that no pattern takes long over it."""
    return " ".join(text.split())[:LONGEST_TEXT]


def specifications_in(text: str) -> tuple[Specification, ...]:
    """Every EN, ISO and ASTM (ASME SA) standard that a text names, in order, each once."""
    upper = tidied(text).upper()
    found = {(match.start(), _european(match)) for match in _EUROPEAN.finditer(upper)}
    rest = _EUROPEAN.sub(lambda match: " " * len(match[0]), upper)
    found |= {(match.start(), _american(match)) for match in _AMERICAN.finditer(rest)}
    return tuple(dict.fromkeys(specification for _, specification in sorted(found, key=lambda each: each[0])))


def _european(match: re.Match[str]) -> Specification:
    body = "ISO" if match["body"].endswith("ISO") else "EN"
    part = f"-{match['part']}" if match["part"] else ""
    # DIN EN 10025-2:2005-04 is the German printing of EN 10025-2:2004: its year is its own.
    has_own_year = (match["nation"] or "").strip(" -") in _NATIONS_WITH_OWN_YEARS
    return Specification(f"{body} {int(match['number'])}{part}", int(match["year"]) if match["year"] and not has_own_year else None)


def _american(match: re.Match[str]) -> Specification:
    year = int(match["year"]) if match["year"] else None
    if year is not None and year < 100:
        # A516-70 and A572-50 name a grade: no edition of ours is from those years.
        year = 2000 + year if year < 45 else 1900 + year if year >= 80 else None
    return Specification(f"ASTM {match['letter']}{int(match['number'])}", year)


def forms_in(text: str | None) -> frozenset[str]:
    """The product forms that a text may mean (`flat` means three); empty where it names none."""
    words = re.findall(r"[^\W\d_]+", (text or "").lower())
    return frozenset(form for word in words for form in _FORM_WORDS.get(word, ()))


def condition_in(text: str | None) -> str | None:
    """The delivery condition (`+N`, `+QT`, `T6`) that a grade or a text names; None where it names none that we know."""
    upper = tidied(text or "").upper()
    if match := _CONDITION.search(upper):
        return f"+{match[1]}" if match[1] else match[2]
    for condition, (short, *words) in _CONDITION_WORDS.items():
        if upper == short or any(word in upper for word in words):
            return condition
    return None


def grade_pieces(text: str) -> tuple[tuple[str, ...], ...]:
    """The ways to take a grade's text apart, each a tuple of grade keys: whole, at slashes and brackets, at blanks too."""
    plain = _EUROPEAN.sub(" ", tidied(text).upper())
    plain = re.sub(r"\b(?:ASTM|ASME|AISI|EN\s?AW|AW|TYPE)\b[\s-]*|\bTP\s?(?=\d)", " ", plain)
    plain = re.sub(r"\bS?([AB])[\s-]?(\d{2,4})(?:\s*/\s*S?\1?[\s-]?\2M|M)?\b", r"\1\2", plain)
    plain = re.sub(r"\bGRADE\b", "GR", plain)
    ways = (re.split(separator, plain) for separator in (r"$^", r"[/,;()|]+", r"[/,;()|\s]+"))
    return tuple(tuple(key for piece in way if (key := grade_key(piece))) for way in ways)


def grade_key(piece: str) -> str:
    """One grade's name without its blanks, points and delivery condition, so that spellings of it compare equal."""
    without_condition = re.sub(r"(?<=[A-Z\d])\s*\+.*$|(?<=\d{4})[\s-]*T\d{1,4}$", "", piece.upper().strip())
    return re.sub(r"[^A-Z0-9]", "", without_condition)
