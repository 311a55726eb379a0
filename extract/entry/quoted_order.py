"""The order's own text, repeated before the answer to it: `You ordered: item 10, 500 pcs …`, and below it `We confirm: item 10 …`.

What was ordered is no promise: its day, price and quantity are left out, so that only the answer is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extract.page.layout import Layout, Line
from extract.text.folding import folded
from extract.text.units import UnitError, parse_unit

ASKED = re.compile(
    r"""(?:(?:as|originally)\s)?(?:you\s(?:have\s)?(?:ordered|requested|asked\sfor)|ordered(?:\sby\syou)?
    |(?:your|the|original|customer)\s(?:original\s)?(?:order|purchase\sorder|request|requirement)(?:\s(?:text|reads|says|states|line|item))?
    |sie\s(?:bestellten|haben\sbestellt|wunschten)|(?:von\sihnen\s)?(?:bestellt|angefragt|gewunscht)|(?:ihr\s)?bestelltext
    |ihre?\s(?:original)?(?:bestellung|bestellposition|anforderung|auftrag|wunsch)(?:\slautete?)?
    |vous\savez\s(?:commande|demande)|(?:texte\sde\s)?votre\s(?:commande|demande)|commande\spar\svous
    |(?:avete|ci\savete)\s(?:ordinato|richiesto)|(?:vostr[oa]|vs\.?)\s(?:ordine|richiesta)|(?:da\svoi\s)?(?:ordinato|richiesto)
    |(?:ustedes\s)?(?:pidieron|solicitaron|han\spedido)|su\s(?:pedido|solicitud)(?:\sdice|\sindica)?|solicitado(?:\spor\sustedes)?
    |u\s(?:bestelde|vroeg(?:\som)?|heeft\sbesteld)|uw\s(?:bestelling|aanvraag|order)|(?:door\su\s)?(?:besteld|gevraagd)
    |zamowili\spanstwo|(?:panstwa|wasze)\szamowienie|zamowion[oeya]{1,2}|tresc\szamowienia)\s?:""",
    re.VERBOSE,
)
"""How a line begins that repeats the order."""
ANSWERED = re.compile(
    r"""(?:herewith\s|hereby\s)?(?:we\s(?:hereby\s)?(?:confirm|supply|accept|will\s(?:supply|deliver))|confirmed(?:\sby\sus)?|our\s(?:confirmation|answer|reply|response)
    |(?:hiermit\s)?(?:wir\s(?:bestatigen|liefern)|bestatigen\swir)(?:\sihnen)?|(?:von\suns\s)?bestatigt|unsere\s(?:bestatigung|antwort)
    |(?:nous\s(?:vous\s)?)(?:confirmons|livrons|livrerons)|confirme(?:\spar\snous)?|notre\s(?:confirmation|reponse)
    |(?:vi\s)?(?:confermiamo|forniamo|forniremo)|(?:da\snoi\s)?confermato|(?:nostra|ns\.?)\s(?:conferma|risposta)
    |(?:les\s)?(?:confirmamos|suministramos|suministraremos)|confirmado|nuestra\s(?:confirmacion|respuesta)
    |wij\s(?:bevestigen|leveren)|(?:door\sons\s)?bevestigd|(?:onze|ons)\s(?:bevestiging|antwoord)
    |potwierdzamy|dostarczymy|potwierdzon[oeya]{1,2}|nasz[ea]\s(?:potwierdzenie|odpowiedz))\s?:""",
    re.VERBOSE,
)
"""How a line begins that answers it."""
FURTHEST, MOST = 2, 8
"""A line's quantity stands in the line that begins so or in one of the next, and the answer is no further off than so many lines."""

FEWEST_FIGURES = 5
"""So many words with figures are a line of an order, in whatever units."""


def without_quoted_order(layout: Layout) -> Layout:
    """The layout without what repeats the order's lines, and without the words that lead up to the answers; the same where none does."""
    quoted = dict(_quoted(layout.lines))
    if not quoted:
        return layout
    gone = {index for start, end in quoted.items() for index in range(start, end)}
    answers = set(quoted.values())
    lines = [
        _without_opening(line) if index in answers else line
        for index, line in enumerate(layout.lines)
        if index not in gone and not (index in answers and _ends_with_opening(line))
    ]
    return replace(layout, lines=tuple(lines))


def _quoted(lines: tuple[Line, ...]) -> Iterator[tuple[int, int]]:
    """Where lines begin that repeat one of the order's, each with the line that begins the answer."""
    starts = [index for index, line in enumerate(lines) if ASKED.match(folded(line.text))]
    for start in starts:
        near = range(start + 1, min(len(lines), start + MOST + 1))
        answer = next((index for index in near if index in starts or ANSWERED.match(folded(lines[index].text))), None)
        if answer is None or answer in starts:
            continue
        own = [lines[index] for index in range(start, min(answer, start + FURTHEST + 1))]
        if any(_shows_quantity(line) for line in own) or _figures(own[:1]) >= FEWEST_FIGURES:
            yield start, answer


def _shows_quantity(line: Line) -> bool:
    """Whether a number with a unit behind it stands in the line."""
    texts = [token.text.rstrip(",;") for token in line.tokens]
    return any(re.fullmatch(r"\d[\d.,' ]*", number) and _is_unit(unit) for number, unit in pairwise(texts))


def _figures(lines: list[Line]) -> int:
    """How many words with figures stand in the lines: an order's number and its day are two, what is ordered and its price more."""
    return sum(any(sign.isdigit() for sign in token.text) for line in lines for token in line.tokens)


def _is_unit(text: str) -> bool:
    try:
        parse_unit(text)
    except UnitError:
        return False
    return True


def _opening(line: Line) -> int:
    """How many of the line's words lead up to the answer: all up to the colon."""
    return next((place + 1 for place, token in enumerate(line.tokens) if token.text.endswith(":")), 0)


def _ends_with_opening(line: Line) -> bool:
    return _opening(line) == len(line.tokens)


def _without_opening(line: Line) -> Line:
    return replace(line, tokens=line.tokens[_opening(line) :])
