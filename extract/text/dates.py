"""Dates as printed, in seven languages; whether the day or the month comes first is decided once per document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from extract.text.folding import folded

MONTHS = {
    1: "january januar jan janvier janv gennaio gen enero ene januari stycznia styczen sty",
    2: "february februar feb fevrier fev fevr febbraio febrero februari lutego luty lut",
    3: "march marz maerz mar mrz mars marzo maart mrt marca marzec",
    4: "april apr avril avr aprile abril abr kwietnia kwiecien kwi",
    5: "may mai maggio mag mayo mei maja maj",
    6: "june juni jun juin giugno giu junio czerwca czerwiec cze",
    7: "july juli jul juillet juil luglio lug julio lipca lipiec lip",
    8: "august aug aout agosto ago augustus sierpnia sierpien sie",
    9: "september sep sept septembre settembre set sett septiembre wrzesnia wrzesien wrz",
    10: "october oktober oct okt octobre ottobre ott octubre pazdziernika pazdziernik paz",
    11: "november nov novembre noviembre listopada listopad lis",
    12: "december dezember dec dez decembre dicembre dic diciembre grudnia grudzien gru",
}
_MONTH_OF = {name: number for number, names in MONTHS.items() for name in names.split()}
_WEEK_WORDS = "kw|cw|calendar week|kalenderwoche|week|weeknr|wk|woche|semaine|sem|semana|settimana|sett|tydzien|tydz|tygodniu|tygodnia|tyg"
_WEEK = rf"(?:{_WEEK_WORDS}|w|s|t(?=\d\d/20\d\d))"
_WEEK_FIRST = re.compile(
    rf"\b{_WEEK}\.?\s*(?:nr\.?\s*|-(?=\d{{1,2}}/20\d\d))?(\d{{1,2}})\s*(?:(?:[/.,\- ]|(?:de|del|di|of)\s(?=20))\s*(\d{{4}}|\d{{2}}))?(?!\d)(?!\s*(?:von|of|van|sur|di|z|/)\s*\d{{1,2}}(?!\d))"
)
"""`KW 25`, `semaine 25/2026`, `semana 25 de 2026`, and with its year `S-25/2026`."""
_WEEK_LAST = re.compile(rf"(?<![\d.,])(\d{{1,2}})\.?\s*(?:{_WEEK_WORDS})\b\.?(?:\s*[/.\- ]?\s*(\d{{4}})(?!\d)|(?![\s.]*\d{{5}}|\d))")
"""`25. KW 2026`; of `22  sett. 202026` neither is a week: the stroke before the year is lost, and the 22 is of the cell before it."""
_WEEK_NAMED_LAST = re.compile(rf"(?<![\d.,/-])(\d{{1,2}})\s?[./]\s?(20\d\d)\s*[(]?(?:{_WEEK_WORDS})\b[)]?")
"""`25.2026 (KW)`, `25/2026 wk`."""
_WEEKS = re.compile(
    rf"\b(?:{_WEEK_WORDS})\.?\s*(\d{{1,2}})\s*(-|/|bis|to|tot|do|a)\s*(?:{_WEEK}\.?\s*)?(\d{{1,2}})(?:\s*[/. ]\s*(20\d\d))?(?!\d)"
)
"""`KW 32-34`: a promise of weeks, of which the last counts."""
_BARE_WEEK = re.compile(r"(?<![\d./-])(\d{1,2})\s?/\s?(20\d\d)(?![\d/])")
_ISO_WEEK = re.compile(rf"\b(\d{{4}})\s*[-/]?\s*(?:{_WEEK_WORDS}|w|s|t)\.?\s*-?(\d{{1,2}})\b")
"""`2026-W26`, `2026-T26` as Polish papers have it, `2026 S26` as French ones do."""
_NAMES_WEEK = re.compile(rf"\b{_WEEK}\.?\s*(?:nr\.?\s*|-)?\d|\d\.?\s*[-/(]?\s*(?:{_WEEK_WORDS}|[wst](?![a-z]))")
"""What every form of a week has in it that calls it one: most text with figures has not."""
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(?<!\d[/.-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_COMMA = re.compile(r"(?<![\d.,])(\d{1,2})(?:,(\d{1,2})\.|\.(\d{1,2}),)((?:19|20)\d\d)(?![\d.,])")
"""`29,10.2026`, `1.4,2026`: a scan has a comma for one of the points; no number is written so."""
_NAMED = re.compile(
    r"(?<![a-z\d])(\d{1,2})(?:st|nd|rd|th|er|o)?[ .\-/]*(?:de |di )?([a-z]{3,12})\.?[ \-/,.]*(?:de |del )?(\d{4}(?!\d|[.,/]\d)|\d{2}(?!\d|[.,]\d|\s?/))"
)
"""The day is a word's first figures: behind a motor's `IE3`, `AUG-2026` is what is left of a torn date.

A year of two figures has no stroke behind it: `22  sett.23/` is a rate of tax and a week whose year stands below.
"""
_ROMAN = re.compile(r"(?<!\d)(\d{1,2})[. /-]{1,2}(i{1,3}|iv|vi{0,3}|ix|xi{0,2})[. /-]{1,2}(\d{4})(?!\d)")
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
"""`5.III.2026`, as Polish and Italian papers have it."""
_NAMED_US = re.compile(r"\b([a-z]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_DAY_AND_MONTH = re.compile(r"(?<![\d./])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?!\s?\d)")
_MONTHS = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_DAY_OF_MONTH = re.compile(
    rf"(?<![\d.])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|o)?[ .\-]*(?:de |di |of )?(?P<month>{_MONTHS})\b)(?!\.?[ ,\-/]*(?:de |del )?\d{{2}})"
)
_MONTH_AND_DAY = re.compile(rf"\b(?P<month>{_MONTHS})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.:/]\d|,? \d{{4}})")
_BEGINNING = re.compile(rf"\d|\b(?:{_MONTHS}|{_WEEK_WORDS}|[wst](?:nr|[^a-z]|$))")
_FIGURE = re.compile(r"\d")
_LETTER = re.compile(r"[a-z]")
_POWER = re.compile(r"\bkW(?![A-Za-z])")
"""`20.5 kW 4-pole`, `6,5 kW4` is a motor; a week is written `KW`, `Kw` or `kw`."""


WEEK_OR_MONTH = 0.5
"""How well `08/2026` fits a week where no other date of the paper tells whether it is one."""


NINETIES = 90
"""Two-digit years from here on are of the last century: no paper looks sixty years ahead."""
LAST_OF_WEEKS = 0.5
"""How well the last of several weeks fits where one day is asked for."""


def month_of(word: str) -> int | None:
    """The month that a word names in any language, as a number; the accent may be lost."""
    return _MONTH_OF.get(folded(word).strip(".,;:()"))


@lru_cache(maxsize=20_000)
@lru_cache(maxsize=20_000)
def may_begin_date(word: str) -> bool:
    """Whether a date may begin in a word: all begin with a figure or with the name of a month or a week."""
    return _BEGINNING.search(folded(word)) is not None


class DateError(ValueError):
    """The text holds no date."""


@dataclass(frozen=True)
class DateStyle:
    """How a document writes dates; `certain` is False where nothing in it tells which of day and month comes first.

    `weeks` says how sure it is that `28/2026` is a calendar week: 1 where one of them is above 12, so that it can be no month. Dates with points
    put the day first even beside slashes that do not, unless one of them shows that it puts the month first (`points_month_first`).
    """

    month_first: bool
    certain: bool
    weeks: float = WEEK_OR_MONTH
    points_month_first: bool = False


def date_style(texts: Iterable[str], *, month_first: bool, certain: bool = False) -> DateStyle:
    """Whether months come first in a document: a number above 12 anywhere settles it, else the given habit of its country.

    `certain` says that the country is known, so that its habit leaves no doubt.
    """
    votes = {True: 0, False: 0}
    stroked = {True: 0, False: 0}
    slashes = hyphens = points = stroked_day = False
    weeks = WEEK_OR_MONTH
    for text in texts:
        if any(int(match[1]) > 12 for match in _BARE_WEEK.finditer(text)):
            weeks = 1.0
        for match in _NUMERIC.finditer(text):
            first, second, year = int(match[1]), int(match[3]), int(match[4])
            slashes, hyphens = slashes or "/" in match[0], hyphens or "-" in match[0]
            if not (_day(year, second, first) or _day(year, first, second)):
                continue  # `10 -77-6173`: an entry and its item, no day of any year
            stroked_day |= "/" in match[0]
            if (first > 12) == (second > 12):
                continue
            votes[second > 12] += 1
            stroked[second > 12] += "/" in match[0]
            points = points or (second > 12 and "." in match[0])
    if stroked_day and not any(stroked.values()) and any(votes.values()):
        # `19-05-2026 18:39` in the line of a fax says nothing of `05/09/2026` on the paper of another house: only that it is no sure habit.
        agree = not votes[not month_first]
        return DateStyle(month_first, certain=certain and agree, weeks=weeks, points_month_first=points)
    votes = stroked if any(stroked.values()) else votes
    if votes[True] != votes[False]:
        return DateStyle(votes[True] > votes[False], certain=not min(votes.values()), weeks=weeks, points_month_first=points)
    # Points put the day first wherever they are used, and hyphens do but for Americans, of whom some write `05-10-2026` with the month first.
    if hyphens and month_first and not slashes:
        return DateStyle(month_first=True, certain=False, weeks=weeks)
    return DateStyle(month_first and slashes, certain=certain or not slashes, weeks=weeks)


@dataclass(frozen=True)
class PrintedDate:
    """A date that was found, the characters it stands in, and whether it is a week's Friday."""

    value: date
    start: int
    end: int
    is_week: bool = False
    fit: float = 1.0


def find_date(text: str, style: DateStyle, *, issued: date | None = None) -> PrintedDate:
    """The first date in the text. A week is read as its Friday; one without a year is the next such week after `issued`.

    Raises:
        DateError: there is none, or it is no day of the calendar.
    """
    found = _first_date(text, style, issued) if _FIGURE.search(text) else None  # every form of a date has a figure
    if found is None:
        raise DateError(text)
    return found


def _first_date(text: str, style: DateStyle, issued: date | None) -> PrintedDate | None:
    hit, named = _first_but_weeks(text, style)
    if not named:
        return hit
    week = _week(named, issued)
    return min((found for found in (hit, week) if found), key=lambda found: (found.start, found.is_week), default=None)


@lru_cache(maxsize=4000)
def _first_but_weeks(text: str, style: DateStyle) -> tuple[PrintedDate | None, str]:
    """The first date that names no week, and the text, folded, where a week may be named in it, of which `issued` may tell the year.

    Kept for as long as about one document is read, as its cells are looked at by several readers.
    """
    plain = folded(_POWER.sub("  ", text))
    plain = _COMMA.sub(lambda match: f"{match[1]}.{match[2] or match[3]}.{match[4]}", plain)
    hits = [_iso(plain), _numeric(plain, style), _bare_week(plain, style), _named(plain) if _LETTER.search(plain) else None]
    first = min((hit for hit in hits if hit), key=lambda hit: (hit.start, hit.is_week), default=None)
    return first, plain if _NAMES_WEEK.search(plain) else ""


def is_month(word: str) -> bool:
    """Whether a folded word names a month."""
    return word.strip(".,") in _MONTH_OF


def find_day(text: str, issued: date) -> PrintedDate | None:
    """The first day without a year (`07.08.`, `7 August`, `August 7`), of the next year that has it no more than a month before `issued`."""
    plain = folded(text)
    hits = [(hit, int(hit["day"]), int(hit["month"])) for hit in _DAY_AND_MONTH.finditer(plain)]
    hits += [(hit, int(hit["day"]), _MONTH_OF[hit["month"]]) for form in (_DAY_OF_MONTH, _MONTH_AND_DAY) for hit in form.finditer(plain)]
    for hit, day, month in sorted(hits, key=lambda found: found[0].start()):
        days = [value for year in (issued.year, issued.year + 1) if (value := _day(year, month, day))]
        if value := next((value for value in days if value >= issued - timedelta(days=30)), None):
            return PrintedDate(value, hit.start(), hit.end())
    return None


def _day(year: int, month: int, day: int) -> date | None:
    if year < 100:
        year += 2000 if year < NINETIES else 1900
    try:
        return date(year, month, day) if 1990 <= year <= 2099 else None
    except ValueError:
        return None


def _iso(text: str) -> PrintedDate | None:
    match = _ISO.search(text)
    value = _day(int(match[1]), int(match[2]), int(match[3])) if match else None
    return PrintedDate(value, match.start(), match.end()) if match and value else None


def _numeric(text: str, style: DateStyle) -> PrintedDate | None:
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        month_first = style.points_month_first if "." in match[0] else style.month_first
        month, day = (first, second) if month_first else (second, first)
        value = _day(year, month, day) or _day(year, day, month)
        if value:
            return PrintedDate(value, match.start(), match.end())
    return None


def _named(text: str) -> PrintedDate | None:
    for pattern, (day, month, year) in ((_NAMED, (1, 2, 3)), (_NAMED_US, (2, 1, 3))):
        for match in pattern.finditer(text):
            if pattern is _NAMED_US and match[month] == "sett":
                continue  # `Sett. 10 2026` is a week: Italians write the day before the month
            number = _MONTH_OF.get(match[month])
            value = _day(int(match[year]), number, int(match[day])) if number else None
            if value:
                return PrintedDate(value, match.start(), match.end())
    roman = _ROMAN.search(text)
    value = _day(int(roman[3]), _ROMANS[roman[2]], int(roman[1])) if roman else None
    return PrintedDate(value, roman.start(), roman.end()) if roman and value else None


def _week(text: str, issued: date | None) -> PrintedDate | None:
    several = _WEEKS.search(text)
    if several and _are_weeks(several, issued):
        last = _friday(int(several[3]), int(several[4]) if several[4] else None, issued)
        return PrintedDate(last, several.start(), several.end(), is_week=True, fit=LAST_OF_WEEKS) if last else None
    for pattern, (week, year) in ((_ISO_WEEK, (2, 1)), (_WEEK_NAMED_LAST, (1, 2)), (_WEEK_FIRST, (1, 2)), (_WEEK_LAST, (1, 2))):
        match = pattern.search(text)
        if match:
            value = _friday(int(match[week]), int(match[year]) if match[year] else None, issued)
            if value:
                return PrintedDate(value, match.start(), match.end(), is_week=True)
    return None


def _are_weeks(match: re.Match[str], issued: date | None) -> bool:
    """Whether two numbers are weeks from the one to the other: `32/26` is a week and its year, and so is `32/33` in 2033 alone."""
    first, last = int(match[1]), int(match[3])
    if last <= first:
        return False
    return match[2] != "/" or match[4] is not None or (issued is not None and abs(2000 + last - issued.year) > 1)


def _bare_week(text: str, style: DateStyle) -> PrintedDate | None:
    match = _BARE_WEEK.search(text)
    value = _friday(int(match[1]), int(match[2]), None) if match else None
    return PrintedDate(value, match.start(), match.end(), is_week=True, fit=style.weeks) if match and value else None


def _friday(week: int, year: int | None, issued: date | None) -> date | None:
    """The Friday of an ISO 8601 week; no year before 1990 or after 2099 is one that a delivery is promised in."""
    if year is None:
        if issued is None:
            return None
        year = issued.year
        guess = _friday(week, year, issued)
        return guess if guess and guess >= issued - timedelta(days=7) else _friday(week, year + 1, issued)
    try:
        value = date.fromisocalendar(year + 2000 if year < 100 else year, week, 5)
    except ValueError:
        return None
    return value if 1990 <= value.year <= 2099 else None
