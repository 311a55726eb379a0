"""Values read from tokens: one reader for each shape that a field can have."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from domain.doctype import Shape
from domain.identifiers import sscc_is_valid
from extract.page.layout import Token
from extract.page.two_readings import is_dirt
from extract.text.dates import DateError, DateStyle, PrintedDate, find_date
from extract.text.folding import folded
from extract.text.numbers import NumberError, NumberStyle, is_ambiguous, parse_number
from extract.text.terms import terms_in
from extract.text.units import UnitError, is_unit, parse_packing, parse_unit

INCOTERMS = ("EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF", "DAT", "DAF", "DDU")
CURRENCIES = {
    "EUR": "eur € euro", "USD": "usd us$ $", "GBP": "gbp £", "CHF": "chf sfr fr.", "PLN": "pln zl", "SEK": "sek", "DKK": "dkk",
    "NOK": "nok", "CZK": "czk kc", "HUF": "huf", "RON": "ron", "JPY": "jpy ¥", "CNY": "cny rmb", "TRY": "try", "CAD": "cad", "AUD": "aud",
}  # fmt: skip
EITHER_FIRST = 0.5
"""What a day is worth of which nothing on the paper tells whether its month stands first."""
_PAGE = re.compile(r"(?:pages?|pg|seite|pagina|pag|blatt|strona|str|foglio|hoja|blad|feuille|sheet)\W*")
"""What counts the pages before figures."""
DASHED = 0.8
"""How well a weight fits that has a dash before it."""
AMBIGUOUS = 0.6
"""What a number is worth that can be read in two ways where nothing tells how the paper writes numbers: `1.250`."""
HEAVIEST = 10_000_000
"""Kilograms that nothing which is shipped weighs: a number as long is a package's."""
FARTHEST = 6
"""So many years before or after its own date no paper speaks of."""
METRES = frozenset({"it", "es", "pl", "nl", "fr"})
"""Languages in which `mt` is short for metres; in English it is a metric ton."""
_CURRENCY_OF = {sign: code for code, signs in CURRENCIES.items() for sign in signs.split()}
_EITHER_FIRST = re.compile(r"\d/\d|(?<!\d)\d{1,2}-\d{1,2}-\d")
"""Dates of which another country would read the other number as the month."""
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_CERTIFICATE = re.compile(r"(?<![\d.])([23])\s?[.,]\s?([123])(?![\d])\s?\.?\s?([abc])?(?![a-z0-9])", re.IGNORECASE)


@dataclass(frozen=True)
class Habits:
    """How a document writes: its language, its numbers and its dates; `issued` is its own date once that is known, and asked for here alone."""

    language: str
    numbers: NumberStyle
    dates: DateStyle
    issued: date | None = None
    _found: dict[str, PrintedDate | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The first date of every text that was asked for one."""

    def date_in(self, text: str) -> PrintedDate | None:
        """The first date of a text; None where it has none, or one so far from the paper's own that it is none."""
        if text not in self._found:
            try:
                found = find_date(text, self.dates, issued=self.issued)
            except DateError:
                self._found[text] = None
            else:  # `4 set 87.84` is a quantity and a price
                self._found[text] = None if self.issued and abs(found.value.year - self.issued.year) > FARTHEST else found
        return self._found[text]

    def issued_on(self, day: date) -> Habits:
        """The same once the paper's own date is known."""
        return Habits(self.language, self.numbers, self.dates, day)

    def find_alike(self, other: Habits) -> bool:
        """Whether others find the same date in every text that was asked for one: what was read by them need not be read again."""
        return all(other.date_in(text) == found for text, found in self._found.items())


@dataclass(frozen=True)
class Value:
    """A value in the form of the contract, the tokens it was read from, and how well they fit its shape (0 to 1)."""

    value: str
    tokens: tuple[Token, ...]
    fit: float = 1.0

    @property
    def text(self) -> str:
        """As printed."""
        return " ".join(token.text for token in self.tokens)


def read_value(shape: Shape, tokens: Sequence[Token], habits: Habits) -> Value | None:
    """The value of that shape that the tokens begin with; None where they hold none."""
    body = tuple([token for token in tokens if token.text.strip(":#=|_-–—") or token.text == "-"])
    return _READERS[shape](body, habits) if body else None


def _identifier(tokens: tuple[Token, ...], habits: Habits) -> Value | None:
    """The first number of a thing; a figure alone before a long one on a scan (`8 88-3948-54`) is what dust or a stamp left there."""
    found = _first_identifier(tokens, habits)
    if found is None or len(found.value) > 1 or found.tokens[0].word.confidence == 1.0:
        return found
    behind = tokens[tokens.index(found.tokens[0]) + 1 :]
    longer = _first_identifier(behind, habits) if behind and re.search(r"\d{4}|\d-\d{3}", behind[0].text) else None
    return replace(longer, fit=STRAY * longer.fit) if longer and longer.tokens[0] is behind[0] else found


def _first_identifier(tokens: tuple[Token, ...], habits: Habits) -> Value | None:
    """The first word with a figure in it; words that OCR tore after a hyphen, point or slash are joined again.

    What is left of the dots that lead to it may be read as signs: `ORDINE . . . . ae 3 PO-900829`.
    """
    tokens = tuple(token for token in tokens if not is_dirt(token.word))
    for start, token in enumerate(tokens[:3]):
        if re.match(r"^(vom|du|del|dated|of|van|from)$", token.plain) or _is_reached_at(token, tokens[start + 1 : start + 2]):
            return None
        if _PAGE.fullmatch(token.plain) and re.match(r"\d{1,3}\b", tokens[start + 1].text if start + 1 < len(tokens) else ""):
            return None  # `Pakbon   Blad 1 / 1`
        if "://" in token.text:
            return None  # where something is shown in the net: `Track your shipment: https://…`
        if " " in token.text or _MARK.fullmatch(token.text):
            continue  # figures in groups of three: a telephone or tax number; `N.2:` is `N.º:` as a scan shows it
        end = start + 1
        if not re.search(r"\d", token.text):
            if not (start + 1 < len(tokens) and (_torn(token, tokens[start + 1]) or _prefixed(token, tokens[start + 1]))):
                continue
            end += 1
        while end < len(tokens) and _torn(tokens[end - 1], tokens[end]):
            end += 1
        used = tokens[start:end]
        if (
            end + 1 < len(tokens)
            and tokens[end].text in _STROKES
            and tokens[end + 1].x0 - tokens[end].x1 < A_FEW_SIGNS * used[-1].word.height  # what stands further off is of another column
            and _is_line_behind(tokens[end + 1 : end + 5], tokens[end].text, habits)
        ):
            used = (*used, tokens[end].saying("/"), tokens[end + 1])
        value = _MARK_BEFORE.sub("", "".join(t.text for t in used).strip(".,;:()[]{}|'\"#*=").lstrip("/-"))
        found = _identifier_value(value, used, habits)
        return (
            replace(found, fit=TORN * found.fit) if found and end < len(tokens) and _may_go_on(used[-1], tokens[end : end + 3]) else found
        )
    return None


STRAY = 0.6
"""What a number is worth that a figure stands before which is taken for dust."""
TORN, NEXT_TO, A_FEW_SIGNS = 0.5, 0.6, 3.5
"""What a number is worth that figures follow so many heights of its print behind it, or a stroke and figures a little further: signs between were lost."""
_REACHED_AT = frozenset("tel telf telef telefon telefono telefoon telephone phone fon fax tlf mob mobile handy gsm durchwahl ext".split())  # noqa: SIM905
"""What follows is the number at which somebody is reached, and no paper's."""
_MARK = re.compile(r"n[.,]\s?[02o]?[.:]*", re.IGNORECASE)
_MARK_BEFORE = re.compile(r"^(?:n|nr|no|num)[.:°º]+(?=[A-Z]{0,3}\d{3})", re.IGNORECASE)
"""`Ordine n.4500076572`: the mark of a number, with no blank behind it."""
_OF_STANDARD = re.compile(r"EN[- ]?\d{4,5}(?:-\d{1,2})?(?::\d{4})?|\d{3,5}(?:-\d{1,2})?:20[0-3]\d")
"""`EN10088-2`, and the end of `EN 10204:2004` that a scan tore: a standard is nobody's number."""
_OF_CODES = re.compile(r"(?:SSCC|NVE|GTIN|EAN|UPC|ITF|GS1|CODE)[- ]?\d{1,3}", re.IGNORECASE)
"""`SSCC-18` below `Packing list`: what numbers of packages and goods are called, with how many figures they have."""
_STROKES = ("/", "-", "–")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")


def _is_reached_at(token: Token, behind: Sequence[Token]) -> bool:
    """`Tel`, `T. 0461 552100`: what follows is the number at which somebody is reached."""
    letter = token.text in {"T.", "T", "F."} and any(re.match(r"[+(]?0\d", each.text) for each in behind)
    return letter or token.plain.strip(".:") in _REACHED_AT


def _is_line_behind(tokens: Sequence[Token], stroke: str, habits: Habits) -> bool:
    """Whether the number behind a stroke is an order's line (`4500017325 / 10`, `PO-1234 - 20`) and no day of a date."""
    behind = tokens[1].text if len(tokens) > 1 else ""
    if not re.fullmatch(r"0*\d{1,4}" if stroke == "/" else r"\d{1,5}", tokens[0].text) or is_unit(re.split(r"[·•]", behind)[0]):
        return False  # `PO-430007 - 100 pcs`, and `984970 - 160 kg·kraj` as a scan has it
    if re.fullmatch(r"\d{1,3}", tokens[0].text) and re.fullmatch(
        r"\d{3}(?:[.,]\d{1,3})?", behind
    ):  # `959222 - 1 884,00 kg`: a quantity, too
        return False
    try:
        return find_date(" ".join(token.text for token in tokens), habits.dates).start > len(tokens[0].text)
    except DateError:
        return True


def _identifier_value(value: str, used: tuple[Token, ...], habits: Habits) -> Value | None:
    if (
        not re.search(r"\d", value)
        or _IBAN.fullmatch(value)
        or sscc_is_valid(value)
        or re.match(
            r"(pag|page|pagina|seite|str|blatt|blad|bl|foglio|hoja|strona|side)\W?\d{0,3}(?:/\d{1,3})?$|(pag|page|seite|str|blatt|blad)\W|s\.?\d{1,3}/\d{1,3}$",
            folded(value),
        )
    ):
        return None
    if (
        re.search(r"10204|10168|10474", value)
        or _OF_STANDARD.fullmatch(value)
        or _OF_CODES.fullmatch(value)
        or re.fullmatch(r"\d[.,]\d(\.?[A-Ca-c])?|[ABCDZ]\d{2}[-–—]*", value)
    ):
        return None
    fit = 1.0
    try:
        # A date is no identifier, but 4500.2026 may be one.
        find_date(value, habits.dates)
        if re.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[./-][^\W\d_]{3,9}[./-](?:20)?\d\d", value):
            return None
    except DateError:
        pass
    if len(value) < 3 or value[-1] in "-/":  # what ends in a hyphen goes on where nobody looked
        value, fit = value.rstrip("-/"), 0.4
    elif (
        re.fullmatch(r"\d{1,3}([.,]\d{2,3})+", value) or value.endswith("%") or re.fullmatch(r"(0[1-9]|1[0-2])/(19|20)\d\d|1\.\d{4}", value)
    ):
        fit = 0.3  # an amount, a rate, the edition of some terms, a steel
    return Value(value.upper(), used, fit)


def _may_go_on(last: Token, behind: Sequence[Token]) -> bool:
    """Whether figures behind a number on a scan may be its own: `PV2665 388` of `PV2665888`, `91613 /26` of `91613/ZK/26`, `W0089 10/1`.

    A line between an order's number and its day is none: `4500811182 20 / 23.02.2026`.
    """
    following = behind[0]
    if re.fullmatch(r"0*[1-9]\d?0", following.text) and [token.text for token in behind[1:2]] == ["/"] and _DAY.match(behind[-1].text):
        return False
    gap = (following.x0 - last.x1) / last.word.height
    read = min(last.word.confidence, following.word.confidence) < 1.0
    end = (0 <= gap < NEXT_TO and re.fullmatch(r"\d+(/\d{1,2})?", following.text)) or (
        0 <= gap < A_FEW_SIGNS and re.fullmatch(r"/\d{2,4}", following.text)
    )
    return read and last.text[-1].isdigit() and bool(end)


def _prefixed(left: Token, right: Token) -> bool:
    """`BN 03013`, `PO -388266`: a few capitals close before the figures are part of the number."""
    widest = 0.45 if left.word.confidence == 1.0 else 0.75  # a scan's word is as high as its letters, one of a text layer as its print
    near = 0 <= right.x0 - left.x1 < widest * left.word.height
    return near and re.fullmatch(r"[A-Z]{2,4}", left.text) is not None and re.fullmatch(r"-?\d{3,}[\w/.-]*", right.text) is not None


_NUMBERED = re.compile(r"(?:^|[^\W\d_]{3}[-.])(?:nr|no|num|n)\.$")
"""`Nachweis-Nr.`, `Nr.`: what follows is a number, and not the rest of one."""


_WITH_HYPHEN = re.compile(r"[A-Z0-9]+-[A-Z0-9]*\d")
_PART = re.compile(r"\d{1,4}-\d{1,4}")


_SHORTENED = re.compile(r"[^\W\d_]?[^\W\d_A-Z]{3,}\.")
"""A word in small letters that a point shortens is a label that nobody knows, `Zendingsnr. VO042258`, and no part of the number behind it."""


def _torn(left: Token, right: Token) -> bool:
    near = right.x0 - left.x1 < 0.6 * left.word.height or right.word.box[1] > left.word.box[3] - 2
    below = right.word.box[1] > left.word.box[3] - 2  # the rest of `AB-17-` may be letters alone
    label = _NUMBERED.search(left.plain) is not None or _SHORTENED.fullmatch(left.text) is not None
    scanned = min(left.word.confidence, right.word.confidence) < 1
    if near and not below and not label and scanned and _WITH_HYPHEN.fullmatch(left.text) and re.fullmatch(r"-\d{2,}", right.text):
        return True  # `70-8737 -73`
    if near and not below and scanned and _PART.fullmatch(left.text):
        return _PART.fullmatch(right.text) is not None  # `98-237 1-47`, a blank that a scan shows in a number of three groups
    return (
        near
        and not label
        and len(left.text) > 1
        and left.text[-1] in "-./"
        and re.match(r"\w+$" if below and left.text[-1] != "." else r"\w*\d", right.text) is not None
    )


def _text(tokens: tuple[Token, ...], habits: Habits) -> Value | None:  # noqa: ARG001
    """The words of one cell; figures alone and addresses of mail are no text."""
    found = _words(tokens)
    return found if found and re.search(r"[^\W\d_]", found.value) and "@" not in found.value else None


MOST_OF_VERB = 2
"""So many words between a label and what it leads to end with a colon."""


_OF_DAYS = re.compile(r"[\d./-]{8,10}(?:\W+(?:to|bis|au|al|a|tot|do)\W+|\W+)[\d./-]{8,10}\W*", re.IGNORECASE)
"""`2026-07-02 to 2027-07-02` beside `Term`: from when to when an order runs says nothing of when it is paid."""


def _terms(tokens: tuple[Token, ...], habits: Habits) -> Value | None:
    """Payment terms, up to the end of the sentence that says them."""
    verb = next((place for place, token in enumerate(tokens[:MOST_OF_VERB], 1) if token.text.endswith(":")), 0)
    if verb and len(tokens) > verb and not any(re.search(r"\d", token.text) for token in tokens[:verb]):
        tokens = tokens[verb:]  # `Als Zahlungsbedingung gilt: 30 Tage netto`
    found = _text(tokens, habits)
    said = terms_in(found.value) if found else None
    if found is None or said is None or _OF_DAYS.fullmatch(said):
        return None
    used = found.tokens[: max(1, len(said.split()))]
    return Value(said.strip(" :;,|"), used)


def country_code(tokens: Sequence[Token]) -> Value | None:
    """The code of a country that words begin with, whatever stands behind it: `DE  Stat. Warennummer: 73181900`, `NL)`."""
    code = tokens[0].text.strip("()[].,;:") if tokens else ""
    return Value(code, (tokens[0],)) if re.fullmatch(r"[A-Z]{2}", code) else None


def _words(tokens: tuple[Token, ...]) -> Value | None:
    used: list[Token] = []
    for token in tokens:
        if used and token.text in ("·", "|", "•"):
            break
        if (
            used
            and token.x0 - used[-1].x1 > 1.6 * max(token.word.height, used[-1].word.height)
            and token.word.box[1] < used[-1].word.box[3]
        ):
            break
        used.append(token)
    value = " ".join(token.text for token in used).strip(" :;,|")
    return Value(value, tuple(used)) if re.search(r"[^\W_]", value) else None


def _designation(tokens: tuple[Token, ...], habits: Habits) -> Value | None:  # noqa: ARG001
    """A short text with a figure in it, such as `S355J2+N`, `EN 10025-2`, `A516 Gr.70`."""
    found = _words(tokens[:8])
    if found is None or re.search(r"\d{4}-\d\d-\d\d|@", found.value):
        return None
    return found if re.search(r"\d", found.value) and len(found.value) <= 60 else None


def _date(tokens: tuple[Token, ...], habits: Habits) -> Value | None:
    window = tokens[:7]
    text = " ".join(token.text for token in window)
    found = habits.date_in(text)
    if found is None:
        return None
    used, position = [], 0
    for token in window:
        if position < found.end and position + len(token.text) > found.start:
            used.append(token)
        position += len(token.text) + 1
    fit = found.fit * (1.0 if found.start <= 6 else 0.6)
    if not habits.dates.certain and _EITHER_FIRST.search(text) and not found.is_week:
        fit *= EITHER_FIRST
    return Value(found.value.isoformat(), tuple(used), fit)


def _number(tokens: tuple[Token, ...], habits: Habits) -> Value | None:
    """The first number; thousands that are parted by blanks are joined where the groups fit."""
    for start, printed in enumerate(tokens[:3]):
        token = _with_nought(printed, tokens[start + 1 : start + 2])
        bare = token.text.strip("€$£¥*|:;=").rstrip(".,:;").rstrip("%‰").removesuffix("kg").removesuffix("KG")
        bare = re.sub(r"^-+(.*\d)-+$", r"\1", bare)  # rules beside a figure, which one minus is never
        bare = re.sub(r"^(EUR|USD|PLN|GBP|SEK|CHF)|(EUR|USD|PLN|GBP|SEK|CHF)$", "", bare)
        if not re.match(r"[-+(]?[\d.,]*\d", bare) or re.search(r"[A-Za-z]{2}", bare):
            continue
        end = start + 1
        if re.fullmatch(r"[-+]?\d{1,3}", bare):
            while (
                end < len(tokens)
                and re.fullmatch(r"\d{3}([.,]\d+)?", tokens[end].text)
                and abs(tokens[end].x0 - tokens[end - 1].x1) < 0.5 * token.word.height
            ):  # `699` over `694` are two
                bare += " " + tokens[end].text
                end += 1
        if end == start + 1 and end < len(tokens) and _cents_torn_off(token, tokens[end]):
            bare, end = token.text + tokens[end].text, end + 1
        try:
            value = parse_number(bare, habits.numbers)
        except NumberError:
            continue
        fit = AMBIGUOUS if is_ambiguous(bare) and not habits.numbers.certain else 1.0
        return Value(value, tokens[start:end], fit if start == 0 else 0.9 * fit)
    return None


def _cents_torn_off(whole: Token, cents: Token) -> bool:
    """`4.568, 50`, `5, 7000`: OCR put a blank behind the decimal sign."""
    near = cents.x0 - whole.x1 < 0.7 * whole.word.height
    return near and re.search(r"[.,]$", whole.text) is not None and re.fullmatch(r"\d{2}(?:\d{2})?", cents.text) is not None


def _with_nought(token: Token, behind: Sequence[Token]) -> Token:
    """`Q, 31` on a scan is `0, 31`: no letter stands alone before decimals."""
    lone = token.word.confidence < 1 and re.fullmatch(r"[QODo][.,]", token.text) and behind
    nought = token.saying("0" + token.text[1:]) if lone else token
    return nought if lone and _cents_torn_off(nought, behind[0]) else token


def _decimal(tokens: tuple[Token, ...], habits: Habits) -> Value | None:
    return _number(tokens, habits)


_OF = frozenset({"von", "of", "on", "de", "du", "sur", "su", "di", "van", "over", "od", "z", "auf", "aus", "sobre"})


def _amount(tokens: tuple[Token, ...], habits: Habits) -> Value | None:
    """A number that looks like money: one without decimals is less likely to be; rates of tax (`19 %`) are none."""
    tokens = _behind_base(tokens)
    plain = tuple(
        token
        for i, token in enumerate(tokens)
        if not token.text.rstrip(":;,)").endswith("%") and not (i + 1 < len(tokens) and tokens[i + 1].text.rstrip(":;,)") == "%")
    )
    found = _number(plain, habits)
    if found is None or re.search(r"[.,]\d{2,5}(?![.,])\D*$", found.text):  # behind `2.805,` the cents are lost
        return found
    return Value(found.value, found.tokens, 0.3 * found.fit)


def _behind_base(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """What stands behind the sum that a rate is of: `19,000 % von 3.851,29   731,75` tells a tax of 731,75, and so does `19 % MwSt auf 3.851,29   731,75`."""
    of = next((at for at, token in enumerate(tokens) if token.plain in _OF and (not at or tokens[at - 1].text.endswith("%"))), None)
    money = [at for at, token in enumerate(tokens) if of is not None and at > of and re.search(r"\d[.,]\d\d\D*$", token.text)]
    return tokens[money[0] + 1 :] if len(money) > 1 else tokens


def _count(tokens: tuple[Token, ...], habits: Habits) -> Value | None:  # noqa: ARG001
    for token in tokens[:3]:
        speck = r"[.,·]?" if token.word.confidence < 1 else ""  # `.20` on a scan
        match = re.fullmatch(speck + r"0*([0-9]{1,6})[.):,;]?", token.text.strip("|"))
        if match:
            return Value(match[1], (token,))
    return None


def _unit(tokens: tuple[Token, ...], habits: Habits) -> Value | None:
    for token in tokens[:2]:
        if token.plain.strip(".()[]") == "mt" and habits.language in METRES:
            return Value("MTR", (token,))
        try:
            return Value(parse_unit(token.text), (token,))
        except UnitError:
            continue
    for token in tokens[:2]:
        try:
            return Value(parse_packing(token.text), (token,))
        except UnitError:
            continue
    return None


def _currency(tokens: tuple[Token, ...], habits: Habits) -> Value | None:  # noqa: ARG001
    for token in tokens[:4]:
        code = currency_of(token.text)
        if code:
            return Value(code, (token,))
    return None


@lru_cache(maxsize=20_000)
def currency_of(text: str) -> str | None:
    """The ISO 4217 code of a printed currency, alone or glued to an amount (`€12.50`, `EUR`)."""
    plain = folded(text).strip(".,:;()[]")
    bare = re.sub(r"[\d.,'\s-]", "", plain)
    return _CURRENCY_OF.get(plain) or _CURRENCY_OF.get(bare)


def _incoterm(tokens: tuple[Token, ...], habits: Habits) -> Value | None:  # noqa: ARG001
    for token in tokens[:5]:
        code = token.text.strip(".,:;()/").upper()[:3]
        if code in INCOTERMS and len(token.text.strip(".,:;()/")) == 3:
            return Value(code, (token,))
    return None


def _certificate_type(tokens: tuple[Token, ...], habits: Habits) -> Value | None:  # noqa: ARG001
    text = " ".join(token.text for token in tokens[:12])
    value = certificate_type(text)
    return Value(value, tokens[:12]) if value else None


def certificate_type(text: str) -> str | None:
    """The EN 10204 type that a text names, old names included: 3.1.B is today's 3.1, 3.1.A and 3.1.C are 3.2, 2.3 is 2.2."""
    match = _CERTIFICATE.search(text)
    if not match:
        return None
    name = f"{match[1]}.{match[2]}"
    letter = (match[3] or "").lower()
    if name == "3.1" and letter in ("a", "c"):
        return "3.2"
    return {"2.3": "2.2", "3.3": None, "2.1": "2.1", "2.2": "2.2", "3.1": "3.1", "3.2": "3.2"}.get(name)


def _weight(tokens: tuple[Token, ...], habits: Habits) -> Value | None:
    """Kilograms: of `9,559 lb = 4,336 kg` the second number; a weight in another unit is none."""
    in_kg = next((place for place, token in enumerate(tokens) if place and token.plain.strip(".") == "kg"), 0)
    found = _number(tokens[in_kg - 1 :] if in_kg else tokens, habits)
    if found is None or Decimal(found.value) >= HEAVIEST:
        return None
    after = tokens[tokens.index(found.tokens[-1]) + 1 :][:1]
    unit = next((t.plain.strip(".") for t in after), "kg")
    if unit in ("t", "to", "lb", "lbs", "g"):
        return None
    # Nothing weighs less than nothing: the sign is a dash before the figure, or dust.
    return replace(found, value=found.value.lstrip("-"), fit=DASHED * found.fit) if found.value.startswith("-") else found


def _country(tokens: tuple[Token, ...], habits: Habits) -> Value | None:
    """Words up to a stroke or a figure: `DE / 84836610` is a country with the number of a tariff."""
    end = next((at for at, token in enumerate(tokens) if at and (token.text in _STROKES or token.text[0].isdigit())), len(tokens))
    return _text(tokens[:end], habits)


_READERS: dict[Shape, Callable[[tuple[Token, ...], Habits], Value | None]] = {
    Shape.IDENTIFIER: _identifier,
    Shape.TEXT: _text,
    Shape.TERMS: _terms,
    Shape.DESIGNATION: _designation,
    Shape.COUNTRY: _country,
    Shape.DATE: _date,
    Shape.DECIMAL: _decimal,
    Shape.AMOUNT: _amount,
    Shape.COUNT: _count,
    Shape.UNIT: _unit,
    Shape.CURRENCY: _currency,
    Shape.INCOTERM: _incoterm,
    Shape.WEIGHT: _weight,
    Shape.CERTIFICATE_TYPE: _certificate_type,
}
