"""Figures of a certificate as leaves: contents in mass %, strengths in MPa, elongations, energies; lost decimal marks; what cannot be."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from domain.paper import Leaf, Node
from extract.label.result_words import (
    FIGURE,
    bare,
    direction_misread,
    direction_of,
    hardness_scale,
    is_country,
    is_hardness,
    is_of_the_surface,
    strength_unit,
)
from extract.page.layout import Layout, Token
from extract.page.words import Floor
from extract.shape.candidates import contested, leaf, telling, weakened
from extract.shape.values import Habits
from extract.text.numbers import NumberError, parse_number

PIECES = 3
"""An impact test is of so many pieces, and their mean is told beside them."""
BLANK_CELL = 0.88
"""What the results of a row are worth where a cell of it could not be read."""
LOST_MARK = 0.6
"""What a figure is worth whose decimal mark the scan has lost: `021` in a column of `0,20` and `0,18`."""
IMPLAUSIBLE = 0.3
WEAKEST = {"yield_mpa": 20, "tensile_mpa": 60}
"""MPa: pure aluminium, annealed (EN AW-1050A in EN 485-2), is the weakest that is certified by its strength; less is a hardness or an energy."""
SOFTEST = Decimal("0.12")
"""The yield of annealed copper is about a sixth of its tensile strength, and no metal's is much less a share: `170` and `2485` are `≥ 170` and `≥ 485`."""
OTHER_READING, LONGEST_SCRAP = 0.6, 4
"""What the code of a country is worth that only the other reading of a torn word is, and how long such a word is at most."""
MISREAD_WORD = 0.9
"""What a direction is worth whose word a scan shows one sign off."""
SAME_PRINT = 0.95
"""How surely a word is read of which two readings have the same strokes."""
_UPRIGHT = str.maketrans("l1|", "III")
USUAL_DEGREES = (20, 21, 22, 23, 0)
"""Temperatures of impact tests without a sign before them: of the room, or of melting ice. An energy is seldom one of them."""
FEW = 4
"""So many contents of an analysis tell how they are printed."""
_STRIPPED = "<>=≤≥~|,;/[]()*'‘’\"_ "
_WITHOUT_NOUGHT = re.compile(r",\d{2,4}")
_DASHED = re.compile(r"[-–−](\d.*)")
_SPECKS = "|'‘’\"_[]();:.,°º–-"
"""What dust on a scan makes around a figure."""
_MOST = {"C": 5, "P": 0.6, "S": 0.5, "N": 0.9, "B": 6, "H": 0.05, "O": 0.5, "Mn": 35, "Si": 30, "Mo": 35, "V": 8, "Ca": 0.1, "As": 0.7}
"""The most that an alloy in use has, in per cent (phosphor bronze 0.4 P, free-cutting steel 0.4 S, titanium 0.4 O): more is read below another symbol."""


class Cells:
    """Makes leaves of the figures of one paper."""

    def __init__(self, layout: Layout, habits: Habits, *, scanned: bool) -> None:
        """`scanned` allows for decimal marks that OCR has lost."""
        self._layout = layout
        self._habits = habits
        self.scanned = scanned

    def number(self, token: Token, page: int, *, usual: Usual | None = None, places: int = 0, score: float = 0.975) -> Leaf | None:
        """A figure; `usual` is how those of its column are, `places` by how many places it is scaled in print."""
        return self.written(token.text, token, page, usual=usual, places=places, score=score)

    def written(
        self, printed: str, token: Token, page: int, *, usual: Usual | None = None, places: int = 0, score: float = 0.975
    ) -> Leaf | None:
        """The same where the figure is only a part of the word: `C=0.021`."""
        text = re.sub(r"^[–−]", "-", (printed.strip("°º").rstrip("-–") if self.scanned else printed).strip(_STRIPPED))
        text = text.rstrip(".,:;")
        text = re.sub(r"(mm²?|%|J|°C?|MPa|N/mm[²2]|HBW?|HRC|HV\d*)$", "", text).strip(_STRIPPED)
        value, sure = self._plain(text, usual)
        if value is None:
            return None
        if places:
            value = format(Decimal(value).scaleb(-places), "f")
        found = leaf(value, (token,), page, self._layout, score=score, derived=bool(places))
        return found if sure == 1.0 else weakened(found, sure)

    def share(self, token: Token, page: int, *, usual: Usual | None = None, places: int = 0) -> Leaf | None:
        """The content of an element; one without its nought, `,62`, is no whole number. On a scan the mark before it may be a speck.

        Where the others of its column have a figure before their mark, it has lost its own: a 1 as likely as a nought.
        """
        text = token.text.strip("|()[] ")
        if self.scanned and (dashed := _DASHED.fullmatch(text)):  # no content is below nothing: the dash is dust or a piece of a rule
            found = self.written(dashed[1], token, page, usual=usual, places=places)
            return weakened(found, LOST_MARK) if found else None
        if self.scanned and not places and re.fullmatch(r"0\d", text) and (torn := self.written(text, token, page)):
            return weakened(torn, LOST_MARK)  # of `0,02` its nought and its mark are gone
        if places or not _WITHOUT_NOUGHT.fullmatch(text):
            return self.number(token, page, usual=usual, places=places)
        found = self.written(f"0{text}", token, page)
        return weakened(found, IMPLAUSIBLE if usual else LOST_MARK) if found and self.scanned else found

    def floors(self, page: int) -> Sequence[Floor]:
        """The level rules of a page."""
        return self._layout.pages[page - 1].floors

    def is_figure(self, token: Token) -> bool:
        """Whether a word is a figure, whatever specks and stops stand around it; on a scan a colon or semicolon may be a decimal mark."""
        text = token.text.strip(_SPECKS) if self.scanned else token.text.strip("|'‘’\"_[]();")
        return FIGURE.fullmatch(text) is not None or (self.scanned and re.fullmatch(r"\d+[:;]\d+|[OoQ][.,:]?\d{2,4}", text) is not None)

    def is_joules(self, token: Token) -> bool:
        """Whether a word is an energy, perhaps with its unit right behind it: `104J`."""
        return self.is_figure(token) or re.fullmatch(r"\(?\d{1,3}(?:[.,]\d)?J\)?", token.text) is not None

    def _plain(self, text: str, usual: Usual | None) -> tuple[str | None, float]:
        scientific = re.fullmatch(r"(\d+(?:[.,]\d+)?)[eE]-(\d{1,2})", text)
        if scientific:
            return format(Decimal(scientific[1].replace(",", ".")).scaleb(-int(scientific[2])), "f"), 1.0
        if self.scanned:
            text = re.sub(r"^[.,:](?=\d+[.,]\d)", "", text)  # a speck before a figure that has its mark: `.0,73`
        if self.scanned and (meant := _meant(text, usual)):
            return meant, LOST_MARK
        try:
            return parse_number(text, self._habits.numbers), 1.0
        except NumberError:
            return None, 0.0

    def strength(self, token: Token, page: int, title: str, *, usual: Usual | None = None) -> Leaf | None:
        """A strength in MPa; one that is printed in another unit keeps it in its text: `58 ksi`."""
        value = self.number(token, page, usual=usual)
        unit = strength_unit(title)
        if value is None or unit is None:
            return value
        mpa = (Decimal(value.value) * unit[1]).quantize(Decimal("0.1"))
        return value.model_copy(update={"value": str(mpa), "text": f"{value.text} {unit[0]}", "source": "derived"})

    def hardness(self, value: Leaf, title: str, tokens: Sequence[Token], page: int) -> dict[str, Node] | None:
        """A hardness with the scale that its title names, told by those tokens; None where no scale goes so far, or it is the surface's."""
        scale = hardness_scale(title)
        if is_of_the_surface(title) or not is_hardness(float(value.value), scale):
            return None
        return {"value": value, **({"scale": self.said(scale, telling(tokens, hardness_scale), page)} if scale else {})}

    def temperature(self, tokens: Sequence[Token], page: int) -> Leaf | None:
        """The degrees that are printed among some words: `KV -20 °C [J]`, `(-20°C):`."""
        for token, following in zip_longest(tokens, tokens[1:]):
            match = re.search(r"([-–−]?)(\d{1,3})\s?(?:[°º]|Celsius|$)", token.text)
            signed = re.fullmatch(r"\(?([-–−])(\d{1,3})C\)?", token.text)  # `CVN -20C`
            if signed:
                return self.said("-" + signed[2], (token,), page)
            degrees = re.search(r"\d\s?[°º]", token.text) or (following is not None and re.match(r"[°º]|Celsius", following.text))
            if match and degrees:
                return self.said(("-" if match[1] else "") + match[2], (token,), page)
        return None

    def country(self, token: Token, page: int) -> Leaf | None:
        """The country that a word is the code of; `FI` that another reading has as `Fl` is the same print, and only one of both is a country."""
        code = bare(token.text)
        if not self.scanned and not is_country(code):
            return None
        upright = code[:1] + code[1:].translate(_UPRIGHT)
        if not is_country(code) and is_country(upright) and not is_country(code.upper()):
            code = upright  # nobody prints a code in two sizes: the small l of `Fl` is an I
        others = token.word.others
        if not is_country(code):
            read = {bare(other) for other in others} if len(code) <= LONGEST_SCRAP else set()
            found = [other for other in read if is_country(other)]
            return weakened(self.said(found[0], (token,), page), OTHER_READING) if len(found) == 1 else None
        alike = bool(others) and all(bare(other).translate(_UPRIGHT) == code.translate(_UPRIGHT) for other in others)
        if alike:
            token = replace(token, word=replace(token.word, confidence=max(token.word.confidence, SAME_PRINT)))
        return self.said(code, (token,), page)

    def direction(self, token: Token, page: int, *, score: float = 0.95) -> Leaf | None:
        """The direction of a test piece that a word says."""
        said = direction_of(token.text, self._habits.language)
        if said is None and self.scanned and (meant := direction_misread(token.text)):
            return weakened(self.said(meant, (token,), page, score=score), MISREAD_WORD)
        return self.said(said, (token,), page, score=score) if said else None

    def first_direction(self, tokens: Sequence[Token], page: int) -> Leaf | None:
        """The direction that the first of some words says, or the one behind it where that is a mere letter before another: `w poprzek`."""
        behind = self.direction(tokens[1], page) if len(tokens) > 1 and len(tokens[0].plain) == 1 and len(tokens[1].plain) > 2 else None
        return behind or (self.direction(tokens[0], page) if tokens else None)

    def said(self, value: str, tokens: tuple[Token, ...], page: int, *, score: float = 0.95) -> Leaf:
        """Any other value, such as a symbol or a direction."""
        return leaf(value, tokens, page, self._layout, score=score)


def _meant(text: str, usual: Usual | None) -> str | None:
    """The figure that a scan shows with a lost decimal mark (`021`), one read as a colon, or a nought read as a letter (`O,19`, `O56`)."""
    if re.fullmatch(r"[OoQ][.,:]?\d{2,4}", text):
        return f"0.{text.lstrip('OoQ.,:')}"
    if re.fullmatch(r"0\d{2,4}", text):
        return f"0.{text[1:]}"
    if text.isdigit() and usual and len(text) > usual.decimals and not usual.fits(int(text)):
        return f"{int(text[: -usual.decimals])}.{text[-usual.decimals :]}"
    return re.sub("[:;]", ".", text) if re.fullmatch(r"\d+[:;]\d+", text) else None


@dataclass(frozen=True)
class Usual:
    """How the figures of a column are printed: their decimals, and about how large they are."""

    decimals: int
    middle: float

    def fits(self, value: float) -> bool:
        """Whether a figure is about as large as the others."""
        return self.middle / 3 < value < self.middle * 3


def usual_figures(texts: Iterable[str]) -> Usual | None:
    """How many decimals the figures of a column have, where nearly all that show a mark agree; None where they do not."""
    texts = list(texts)
    found = Counter(len(match[1]) for text in texts if (match := re.search(r"\d[.,](\d+)\D*$", text)))
    if not found:
        return None
    decimals, count = found.most_common(1)[0]
    if count < 2 or count < 0.75 * sum(found.values()):
        return None
    marked = [float(match[0].replace(",", ".")) for text in texts if (match := re.search(r"\d+[.,]\d+", text))]
    return Usual(decimals, statistics.median(marked))


def is_mean_of_others(values: Sequence[Leaf]) -> bool:
    """Whether the last of four values is the mean of the three before it, as rounded."""
    return _end_in_mean([Decimal(value.value) for value in values])


def are_energies_and_mean(texts: Sequence[str]) -> bool:
    """Whether words are three whole energies and, behind them, their mean as rounded."""
    return all(re.fullmatch(r"\d{1,3}", text) for text in texts) and _end_in_mean([Decimal(text) for text in texts])


def _end_in_mean(numbers: Sequence[Decimal]) -> bool:
    return len(numbers) == PIECES + 1 and abs(sum(numbers[:PIECES], Decimal(0)) / PIECES - numbers[PIECES]) <= 1


def is_led_by_degrees(values: Sequence[Leaf], mean: Leaf | None) -> bool:
    """Whether the first of four values is the temperature of the test, whose heading a scan has lost: the mean is that of the three behind it alone.

    `mean` is the one that is read below its heading, if any; else it is the last of five values.
    """
    told = [*values, *([mean] if mean else [])]
    degrees = len(told) == 5 and int(Decimal(told[0].value)) in USUAL_DEGREES
    return degrees and is_mean_of_others(told[1:]) and not is_mean_of_others([*told[:3], told[4]])


def doubtful_contents(contents: dict[str, Leaf], *, scanned: bool) -> dict[str, Leaf]:
    """The contents of an analysis; those that no metal has, and all of them where they add up to more than the whole, are doubted.

    On a scan so are those without decimals where as many others have some: of `1.11` a single `1` is left, and of `0,22` a `0 22` or a `0`.
    That such a one is within its limits makes it no surer: of what stands below the most that is allowed, so is a nought.
    """
    total = sum(Decimal(content.value) for content in contents.values())
    whole = {element for element, content in contents.items() if "." not in content.value}
    torn = whole if scanned and 2 * len(whole) <= len(contents) and len(contents) >= FEW else set()

    def doubted(element: str, content: Leaf) -> Leaf:
        if total > 101 or not 0 <= Decimal(content.value) <= _MOST.get(element, 100):
            return weakened(content, IMPLAUSIBLE)
        return contested(content, LOST_MARK) if element in torn else content

    return {element: doubted(element, content) for element, content in contents.items()}


def doubtful_test(test: Mapping[str, Node]) -> dict[str, Node]:
    """A tensile test; a yield above the tensile strength or hardly a tenth of it, an elongation above 100 % and what else cannot be are doubted."""
    numbers = {name: Decimal(value.value) for name, value in test.items() if isinstance(value, Leaf) and name.endswith(("_mpa", "_pct"))}
    wrong = {name for name, number in numbers.items() if number > (100 if name == "elongation_pct" else 4000)}
    wrong |= {name for name, number in numbers.items() if number < WEAKEST.get(name, 0)}
    yields, tensile = numbers.get("yield_mpa"), numbers.get("tensile_mpa")
    if yields is not None and tensile is not None and not SOFTEST * tensile <= yields <= tensile:
        wrong |= {"yield_mpa", "tensile_mpa"}
    return {name: weakened(value, IMPLAUSIBLE) if name in wrong and isinstance(value, Leaf) else value for name, value in test.items()}
