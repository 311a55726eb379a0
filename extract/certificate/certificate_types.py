"""The type of a certificate: by EN 10204 and its older editions, by its national names, or what the paper calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from domain.paper import Leaf
from extract.kind.paperwork import usual_size
from extract.page.layout import Layout, Line, Token
from extract.shape.candidates import SUREST_PRINT, leaf, telling
from extract.shape.values import certificate_type
from extract.text.folding import folded

_STANDARD = re.compile(r"1\s?0\s?2\s?0\s?4|10474|10\.204")
_EDITION = re.compile(r"(1\s?0\s?2\s?0\s?4|10474)\s?([:/-]\s?(19|20)\d\d)?")
_NUMBERED = (
    "abnahmeprufzeugnis", "abnahmepruefzeugnis", "werkszeugnis", "werksbescheinigung", "werksprufzeugnis", "apz", "inspection certificate",
    "test report", "certificate type", "type of inspection document", "certificat de reception", "releve de controle", "certificato di collaudo",
    "certificato di controllo", "controleverslag", "keuringsverslag", "fabriekscontroleattest", "werkscertificaat", "testificado de inspeccion", "informe de ensayo", "rapporto di prova", "attestato di controllo", "certificado de inspeccion", "certificado de recepcion", "keuringscertificaat", "keuringsrapport",
    "certificat de controle", "ccpu", "certificat matiere", "certificado de calidad", "certificado de material", "certificato di ispezione", "fabriekscertificaat",
    "materiaalcertificaat", "swiadectwo jakosci", "swiadectwo odbioru", "atest", "mill certificate", "mill test certificate", "declaration of compliance", "prufbescheinigung", "test certificate",
)  # fmt: skip
_NATIONAL = {
    "2.1": "werksbescheinigung, attestation de conformite a la commande, declaration of compliance with the order, fabrieksverklaring",
    "2.2": "werkszeugnis, releve de controle, attestato di controllo, certificado de ensayos, keuringsrapport, controleverslag, fabriekscontroleattest, raport z badan, test report 2.2",
    "3.1": "abnahmeprufzeugnis, abnahmepruefzeugnis, certificat de reception, certificato di collaudo, keuringscertificaat, swiadectwo odbioru",
}
_ANALYSIS = (
    "certificate of analysis", "analysenzertifikat", "analysezertifikat", "analysenzeugnis", "certificat d'analyse", "certificato di analisi",
    "certificato d'analisi", "certificado de analisis", "analysecertificaat", "certificaat van analyse", "certyfikat analizy",
    "swiadectwo analizy", "atest analizy", "laborprufbericht", "certificate of analyses",
)  # fmt: skip
_CONFORMITY = (
    "certificate of conformity", "certificate of conformance", "certificate of compliance", "declaration of conformity", "statement of conformity",
    "konformitatserklarung", "konformitatsbescheinigung", "konformitatszertifikat", "ubereinstimmungserklarung", "certificat de conformite",
    "declaration de conformite", "attestation de conformite", "certificato di conformita", "dichiarazione di conformita", "attestato di conformita",
    "certificado de conformidad", "declaracion de conformidad", "conformiteitsverklaring", "conformiteitscertificaat", "certificaat van conformiteit", "verklaring van conformiteit",
    "verklaring van overeenstemming", "certificaat van overeenstemming", "deklaracja zgodnosci", "swiadectwo zgodnosci", "certyfikat zgodnosci",
)  # fmt: skip
MOST_WORDS = 9
"""A title has no more words than this; what is longer is a sentence."""
LONG, ALIKE = 18, 94.0
"""A name of so many letters is told on a scan that is so much like it, in per cent."""
NAMED = 0.96
"""How surely a paper is what it calls itself."""
LINES_BELOW = 3
"""The second line of a title is one of so many below its first: others stand beside them."""
HEAD_SHARE = 0.45
TOP_SHARE = 0.2
_SPEAKS_OF_ANALYSIS = re.compile(r"\banal[yi][sz]")
"""`Bollettino di analisi`, `Prüfzertifikat / Analyse` in large print: a paper whose name is an analysis; a `Schmelzenanalyse` is a part of one."""


def stated_type(layout: Layout) -> Leaf | None:
    """The type that the paper states without a label: beside the number of the standard, in its title, or by its name alone."""
    return _beside_the_standard(layout) or _in_a_title(layout) or _by_name(layout)


def _beside_the_standard(layout: Layout) -> Leaf | None:
    """The EN 10204 type: in the line that names the standard, or in one beside it.

    Where the paper tells it more than once and always alike, the place that is printed best tells it.
    """
    found = list(_told_beside_the_standard(layout))
    if len({each.value for each in found}) == 1:
        return max(found, key=lambda each: (each.seconded, each.confidence))
    return found[0] if found else None


def _told_beside_the_standard(layout: Layout) -> Iterator[Leaf]:
    lines = layout.lines
    for index, line in enumerate(lines):
        if not _STANDARD.search(line.text):
            continue
        beside = (line, *lines[index + 1 : index + 2], *lines[max(0, index - 1) : index])
        told = next(((other, kind) for other in beside if (kind := _type_in(_cells(other)))), None)
        if told:
            other, kind = told
            own = next((phrase.tokens for phrase in other.phrases if _type_in(phrase.text) == kind), other.tokens)
            yield leaf(kind, telling(own, _type_in), other.page, layout, score=0.985)
        elif over := _over_the_end(lines, index):
            kind, tokens = over
            yield leaf(kind, tokens, line.page, layout, score=0.96)


def _over_the_end(lines: Sequence[Line], index: int) -> tuple[str, tuple[Token, ...]] | None:
    """The type that a title goes on with on its next line, whatever stands beside both: `(EN 10204 TYPE` over `3.1)`."""
    line = lines[index]
    title = next(phrase for phrase in line.phrases if _STANDARD.search(phrase.text) or phrase is line.phrases[-1])
    for other in lines[index + 1 : index + 1 + LINES_BELOW]:
        near = other.page == line.page and other.box[1] - line.box[3] < line.size
        for phrase in other.phrases if near else ():
            first = re.match(r"\(?([23]\.[12])\b", phrase.text)
            if first and phrase.box[0] < title.box[2] and title.box[0] < phrase.box[2]:
                return first[1], phrase.tokens[:1]
    return None


def _cells(line: Line) -> str:
    """The text of a line with its phrases kept apart: an `A` of a mill's sign beside `EN 10204/3.1` makes no 3.1.A of it."""
    return " | ".join(phrase.text for phrase in line.phrases)


def _type_in(text: str) -> str | None:
    return certificate_type(_EDITION.sub(" ", text))


def _titles(layout: Layout) -> Iterator[tuple[Line, str]]:
    """Short phrases at the top of the first page, plain."""
    height = layout.pages[0].height
    for line in layout.lines:
        if line.page == 1 and line.box[1] < HEAD_SHARE * height:
            for phrase in line.phrases:
                if len(phrase.tokens) <= MOST_WORDS:
                    yield line, folded(phrase.text)
            if len(line.phrases) > 1 and len(line.tokens) <= MOST_WORDS:  # `DECLARATION   DE   CONFORMITE`, spread
                yield line, folded(" ".join(token.text for token in line.tokens))


def _is_in(name: str, text: str, *, scanned: bool) -> bool:
    """Whether a text holds a name; on a scan a letter in twenty may be another (`CERTIFICAT DIANALYSE`)."""
    return name in text or (scanned and len(name) >= LONG and len(text) >= len(name) - 1 and fuzz.partial_ratio(name, text) >= ALIKE)


def _in_a_title(layout: Layout) -> Leaf | None:
    for line, text in _titles(layout):
        if any(name in text for name in _NUMBERED) and (kind := certificate_type(text)):
            return leaf(kind, telling(line.tokens, certificate_type), line.page, layout, score=0.96)
    return None


def _by_name(layout: Layout) -> Leaf | None:
    """What the paper calls itself; a name of EN 10204 without its number is less sure, mills use them loosely."""
    for line, text in _titles(layout):
        for kind, names in (("CoA", _ANALYSIS), ("CoC", _CONFORMITY)):
            if any(_is_in(name, text, scanned=layout.source(line.page) == "ocr") for name in names):
                return _named(kind, names, line, layout)
    for line, text in _titles(layout):
        if line.box[1] < TOP_SHARE * layout.pages[0].height and _SPEAKS_OF_ANALYSIS.search(text) and line.size > usual_size(layout.lines):
            spoken = telling(line.tokens, lambda said: _SPEAKS_OF_ANALYSIS.search(folded(said)) and "CoA")
            return leaf("CoA", spoken, line.page, layout, score=0.85)
    for line, text in _titles(layout):
        kinds = [kind for kind, names in _NATIONAL.items() if any(name.strip() in text for name in names.split(","))]
        if kinds:
            return leaf(kinds[0], line.tokens, line.page, layout, score=0.6)
    return None


def _named(kind: str, names: Sequence[str], line: Line, layout: Layout) -> Leaf:
    """The type by a name that a line has.

    However unsure an engine is of the print: letters that it misreads make no other name of those that there are. So a name that is
    there as it is written is as good as one that a second engine has read too.
    """
    words = telling(line.tokens, lambda said: kind if any(name in folded(said) for name in names) else None)
    found = leaf(kind, words, line.page, layout, score=NAMED)
    whole = any(name in folded(" ".join(word.text for word in words)) for name in names)
    if found.source != "ocr" or not whole:
        return found
    return found.model_copy(update={"confidence": max(found.confidence, round(NAMED * SUREST_PRINT, 4)), "seconded": True})
