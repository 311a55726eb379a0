"""Who signed a paper: the name that stands beside, above or below what its bearer is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.paper import Leaf
from extract.page.layout import Layout, Line, Token
from extract.shape.candidates import leaf
from extract.text.folding import folded

_ROLES = re.compile(
    r"abnahmebeauftragte|werkssachverstandige|sachverstandige|werksprufer|prufstelle|qualitatsstelle|qualitatssicherung|qualitatsmanage|leiter q"
    r"|inspection rep|inspector\b|inspection representative|quality (assurance|manager|control|inspector|department)|head of quality|metallurgist"
    r"|for the works|works inspector|authori[sz]ed (inspection|signatory|representative)|qa manager|validated by|certified by|approved by"
    r"|controleur|responsable qualite|representant (autorise|du controle)|service qualite|inspecteur|collaudatore|controllo qualita"
    r"|responsabile (collaudo|qualita)|ispettore|control de calidad|d(?:ep|p)?t?o\.? de calidad|departamento de calidad|inspector autorizado|responsable de calidad|keurmeester|kwaliteitsdienst"
    r"|responsable de ensayos|inspeccion\b|laboratory manager|laborleiter|laborleitung|chef de laboratoire|responsabile laboratorio|ispettore|kontroler"
    r"|namens de fabriek|przedstawiciel|hoofd kwaliteit|zapewnienie jakosci|werksinspektor|visa qualite|prufbeauftragte|works manager|technical manager"
    r"|kwaliteitscontrole|afdeling kwaliteit|dzial (kontroli )?jakosci|ufficio qualita|kontrol[ai] jakosci|upowazniony przedstawiciel|kierownik|rzeczoznawca"
)
_NAME = re.compile(
    r"(?:(?:Dr|Ing|Dipl|Prof|Mr|Mrs|Ms|mgr|inż|ir|dott)\.?(?:-Ing\.)?\s)*"
    r"(?:[A-ZÀ-Ž]\.(?:[- ]?[A-ZÀ-Ž]\.)*|[A-ZÀ-Ž][\w'’-]+)(?:\s[A-ZÀ-Ž]\.)*(?:\s(?:van|de|von|der|den|di|da|del|la))*(?:\s[A-ZÀ-Ž][\w'’-]+){1,2}"
)
_INITIALS = re.compile(r"\b[A-ZÀ-Ž]\.")
SPACE, ROOM = 99, 14.0
"""A name below a space for a signature stands no more print sizes below its bearer's role."""
NEAR = 3.2
"""A name stands no more print sizes above or below its bearer's role."""


def find_signatory(layout: Layout) -> Leaf | None:
    """The name of who signed; None where no name stands beside a role of such people."""
    best: tuple[float, Leaf] | None = None
    for index in range(len(layout.lines) - 1, -1, -1):
        line = layout.lines[index]
        match = _ROLES.search(folded(line.text))
        if not match:
            continue
        for tokens, other, worth in _names(layout, index):
            text = " ".join(token.text for token in tokens).strip(" ,;()")
            sure = worth if _INITIALS.search(text) else worth - 0.12
            if best is None or sure > best[0]:
                best = (sure, leaf(text, tokens, other.page, layout, score=sure))
    return best[1] if best else None


def _names(layout: Layout, index: int) -> Iterator[tuple[tuple[Token, ...], Line, float]]:
    line = layout.lines[index]
    for tokens in _in_line(line):
        yield tokens, line, 0.93
    for step in (-1, 1, -2, SPACE):
        if step == SPACE:
            yield from _below_space(layout, index)
            continue
        if not 0 <= index + step < len(layout.lines):
            continue
        other = layout.lines[index + step]
        if other.page != line.page or abs(other.box[1] - line.box[1]) > NEAR * max(line.size, other.size):
            continue
        for phrase in other.phrases:
            over = phrase.box[0] < line.box[2] + line.size and line.box[0] - line.size < phrase.box[2]
            if (
                over
                and (match := _NAME.match(phrase.text))
                and len(match[0]) >= len(phrase.text) - 2
                and not _ROLES.search(folded(phrase.text))
            ):
                yield phrase.tokens, other, 0.93 if step == -1 else 0.85


def _below_space(layout: Layout, index: int) -> Iterator[tuple[tuple[Token, ...], Line, float]]:
    """The name below a role with room for a signature between, alone in its cell and level with the role's left edge or middle."""
    line = layout.lines[index]
    if index + 1 >= len(layout.lines):
        return
    other = layout.lines[index + 1]
    if other.page != line.page or not NEAR * line.size < other.box[1] - line.box[1] < ROOM * line.size:
        return
    for role in line.phrases:
        if not _ROLES.search(folded(role.text)):
            continue
        for phrase in other.phrases:
            level = (
                abs(phrase.box[0] - role.box[0]) < line.size
                or abs(phrase.box[0] + phrase.box[2] - role.box[0] - role.box[2]) < 2 * line.size
            )
            match = _NAME.match(phrase.text)
            if level and match and len(match[0]) >= len(phrase.text) - 2 and _INITIALS.search(phrase.text):
                yield phrase.tokens, other, 0.85


def _in_line(line: Line) -> Iterator[tuple[Token, ...]]:
    """Names in the line of the role: `J. Wiesner, Der Abnahmebeauftragte`, `Validated by Takeshi Yamamoto, Quality Inspector`."""
    for phrase in line.phrases:
        tokens = _before_role(phrase.tokens)
        for start in range(len(tokens)):
            text = " ".join(token.text for token in tokens[start:])
            match = _NAME.match(text)
            if (
                not match
                or _ROLES.search(folded(match[0]))
                or not (_INITIALS.search(match[0]) or text[match.end() : match.end() + 1] == ",")
            ):
                continue
            count = len(match[0].split())
            yield tokens[start : start + count]
            return


def _before_role(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words of a phrase up to a role that stands right behind a name: `M. Keller Abnahmebeauftragter`."""
    for place in range(2, len(tokens)):
        behind = folded(" ".join(token.text for token in tokens[place:]))
        if _ROLES.match(behind) and _INITIALS.match(tokens[0].text):
            return tokens[:place]
    return tokens
