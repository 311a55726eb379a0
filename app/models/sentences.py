"""Sentences of supplier paperwork, put together from wordings, numbers and names, with the values that they name, worn as OCR wears them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from extract.kind.kinds import LANGUAGES

WORDS = Path(__file__).with_name("words")

GOODS = (
    "steel plate", "hex bolt M8x40", "Rundstahl 42CrMo4", "ball bearing 6204-2RS", "valve DN50 PN16", "O-ring 40x3 NBR", "sheet 2x1250x2500 1.4301",
    "tube 88.9x8 S355J2H", "servo motor", "gasket", "PVC granulate", "epoxy resin", "hydraulic hose", "pump", "cable 3x1.5", "sensor M12", "switch",
    "laptop", "consulting", "hosting", "licence", "transport", "vis H M8x40", "roulement", "tôle S235JR", "tubo inox", "vite TE M10", "lamiera",
    "tornillo M8", "chapa laminada", "rodamiento", "zeskantbout M8", "plaat S355", "lager", "śruba M8x40", "blacha", "łożysko", "Sechskantschraube",
    "Flansch DN80", "Dichtung", "Welle nach Zeichnung", "Gehäuse", "bracket", "rebar 16 mm", "billet", "wire rod", "aluminium profile 6082-T6",
    "solvent", "titanium dioxide", "coffee", "office chair", "toner", "filter", "printed circuit board", "spring", "gear", "coil 1.5 mm DC01",
)  # fmt: skip
TOWNS = [
    "Duisburg",
    "Essen",
    "Lyon",
    "Lille",
    "Brescia",
    "Torino",
    "Bilbao",
    "Vigo",
    "Utrecht",
    "Breda",
    "Katowice",
    "Gdynia",
    "Leeds",
    "Sheffield",
    "Detroit",
    "Houston",
    "Graz",
    "Basel",
    "Gent",
]
UNITS = {
    "en": "pcs ea kg m set t", "de": "Stk Stück St. kg m Satz t", "fr": "pce pièces kg m jeu", "it": "pz nr kg m set", "es": "ud uds kg m juego",
    "nl": "st stuks kg m set", "pl": "szt. szt kg m kpl.",
}  # fmt: skip
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
}
WEEKS = {
    "en": ("week {w}", "CW {w}/{y}", "wk {w}/{y}", "week {w}/{y}", "calendar week {w}"),
    "de": ("KW {w}", "KW {w}/{y}", "der KW {w}", "Kalenderwoche {w}", "KW{w}"),
    "fr": ("semaine {w}", "S{w}/{y}", "semaine {w}/{y}", "sem. {w}"),
    "it": ("settimana {w}", "sett. {w}/{y}", "settimana {w}/{y}"),
    "es": ("semana {w}", "sem. {w}/{y}", "la semana {w}/{y}"),
    "nl": ("week {w}", "wk {w}/{y}", "week {w}-{y}"),
    "pl": ("tydzień {w}", "tydz. {w}/{y}", "tygodniu {w}/{y}"),
}
NET = {"en": "{n} days net", "de": "{n} Tage netto", "fr": "{n} jours net", "it": "{n} giorni netto", "es": "{n} días neto", "nl": "{n} dagen netto", "pl": "{n} dni netto"}  # fmt: skip
CARRIERS = (
    "DHL Freight",
    "Dachser",
    "DSV Road",
    "Geodis",
    "UPS",
    "DB Schenker",
    "Raben Logistics",
    "BRT S.p.A.",
    "SEUR",
    "Kühne + Nagel",
    "FedEx",
    "Palletline",
)
ALIKE = {"o": "0", "0": "O", "l": "1", "1": "l", "i": "l", "e": "c", "c": "e", "m": "rn", "n": "u", "u": "n", "ü": "u", "ä": "a", "ö": "o", "é": "e", "ł": "t", "ą": "a", "ę": "e", "5": "S", "8": "B", "t": "f", "h": "b", "ß": "B", "ż": "z"}  # fmt: skip
"""What OCR takes letters for."""

Wordings = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Sentence:
    """Words with the values that they name: name, first word, word behind the last."""

    words: tuple[str, ...]
    values: tuple[tuple[str, int, int], ...] = ()
    language: str = "en"


def seeded(text: str) -> Random:
    """The same chance for the same text."""
    return Random(text)  # noqa: S311 - seeded randomness is the point


@cache
def wordings(language: str) -> Wordings:
    """All wordings of a language."""
    found: Wordings = tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))
    return found


def number(random: Random, language: str, places: int | None = None) -> str:
    """An amount as the language writes it."""
    value = random.choice((random.uniform(0.1, 20), random.uniform(10, 900), random.uniform(500, 90000)))
    text = f"{value:,.{random.choice((0, 2, 2, 2, 3)) if places is None else places}f}"
    if language == "en" or random.random() < 0.1:
        return text if random.random() < 0.8 else text.replace(",", "")
    group = random.choice((".", ".", "", " ")) if language != "fr" else random.choice((" ", "", "."))
    return text.replace(",", "_").replace(".", ",").replace("_", group)


def day(random: Random, language: str) -> str:
    """A date as the language writes it."""
    when = date(2024, 1, 1) + timedelta(days=random.randrange(1200))
    month = MONTHS[language].split()[when.month - 1]
    forms = [f"{when:%d.%m.%Y}", f"{when:%d/%m/%Y}", f"{when:%Y-%m-%d}", f"{when:%d-%m-%Y}", f"{when:%d.%m.%y}"]
    long = {
        "de": f"{when.day}. {month} {when.year}",
        "es": f"{when.day} de {month} de {when.year}",
        "en": f"{month} {when.day}, {when.year}",
    }
    return random.choice([*forms, f"{when.day} {month} {when.year}", long.get(language, f"{when.day} {month} {when.year}")])


def code(random: Random) -> str:
    """A number as companies give them to orders, items, lots."""
    pattern = random.choice(
        (
            "4500######",
            "######",
            "AB-######",
            "PO-######",
            "##-####-##",
            "A#####-##",
            "B#######",
            "X-###/##",
            "##.###.##",
            "#####",
            "SO######",
            "BG-####",
            "##########",
            "AA#####",
            "###-A##",
            "26-#####",
        )
    )
    return "".join(
        random.choice("0123456789") if mark == "#" else random.choice("ABCDEFGHKLMNPRSTVWXZ") if mark == "A" else mark for mark in pattern
    )


def _values(random: Random, language: str) -> dict[str, Callable[[], str]]:
    def week() -> str:
        return random.choice(WEEKS[language]).format(w=random.randint(1, 52), y=random.choice(("2025", "2026", "26")))

    net = NET[language]
    return {
        **dict.fromkeys(("order_number", "document_number", "supplier_item", "buyer_item", "lot_number", "tracking_number"), lambda: code(random)),
        "heat_number": lambda: f"{random.randrange(10**6):06}",
        **dict.fromkeys(("order_date", "document_date", "ship_date", "arrival_date"), lambda: day(random, language)),
        "delivery_date": lambda: week() if random.random() < 0.5 else day(random, language),
        "quantity": lambda: random.choice((str(random.randint(1, 999)), number(random, language), number(random, language, 0))),
        "unit": lambda: random.choice(UNITS[language].split()),
        "description": lambda: random.choice(GOODS),
        **dict.fromkeys(("unit_price", "net_amount", "net_total", "tax_total", "gross_total"), lambda: number(random, language, random.choice((2, 2, 2, 4)))),
        "price_unit": lambda: random.choice(("1", "10", "100", "1000")),
        "currency": lambda: random.choice(("EUR", "EUR", "€", "USD", "GBP", "PLN", "CHF", "Euro")),
        "order_line": lambda: str(random.choice((1, 2, 3, 10, 20, 30, 40))),
        "incoterm": lambda: f"{random.choice(['EXW', 'FCA', 'DAP', 'CPT', 'DDP', 'CIP'])} {random.choice(TOWNS)}" if random.random() < 0.6 else random.choice(("EXW", "FCA", "DAP", "CPT")),
        "payment_terms": lambda: net.format(n=random.choice((10, 14, 30, 45, 60))),
        **dict.fromkeys(("gross_weight_kg", "net_weight_kg"), lambda: number(random, language, random.choice((0, 0, 1, 2)))),
        "package_count": lambda: str(random.randint(1, 24)),
        "carrier": lambda: random.choice(CARRIERS),
    }  # fmt: skip


def sentence(random: Random, language: str, template: str) -> Sentence:
    """The template with values in its places."""
    values = _values(random, language)
    words: list[str] = []
    named: list[tuple[str, int, int]] = []
    for part in template.replace("{", "\n{").replace("}", "}\n").split("\n"):
        if not part.startswith("{"):
            glued = bool(part) and not part[0].isspace() and bool(words)
            found = part.split()
            if glued and found:
                words[-1] += found.pop(0)
            if found and part[-1] in "(/" and len(part) > 1 and part[-2] == " ":
                found[-1] = "\0" + found[-1]
            words += found
            continue
        text = values[part[1:-1]]().split()
        start = len(words)
        if words and words[-1].startswith("\0"):
            words[-1] = words[-1][1:] + text.pop(0)
            start -= 1
        elif words and words[-1].endswith("/"):
            words[-1] += text.pop(0)
            start = len(words)
        words += text
        if len(words) > start:
            named.append((part[1:-1], start, len(words)))
    return Sentence(tuple(words), tuple(named), language)


def worn(random: Random, word: str, rate: float) -> str:
    """The word as OCR may read it."""
    if random.random() > rate * len(word):
        return word
    at = random.randrange(len(word))
    return word[:at] + random.choice((ALIKE.get(word[at].lower(), word[at]), ALIKE.get(word[at].lower(), ""), "")) + word[at + 1 :]


def answer(random: Random) -> tuple[tuple[str, ...], str]:
    """A sentence, and what it answers."""
    language = random.choice(LANGUAGES)
    known = wordings(language)
    meaning = random.choice(("accepted", "changed", "rejected", "open", "none", "none", "none"))
    if meaning == "none" and random.random() < 0.6:
        genre = random.choice(("ship", "certificate", "invoice", "terms", "closing", "greeting", "quotation", "flyer", "letter", "order"))
        words: Sequence[str] = sentence(random, language, random.choice(known["sentences"][genre])).words
    else:
        words = sentence(random, language, random.choice(known["answers"][meaning])).words
        if random.random() < 0.3:  # sentences go on
            words = (*words, *sentence(random, language, random.choice(known["sentences"]["confirmation"])).words[: random.randint(3, 9)])
    rate = random.choice((0.0, 0.0, 0.01, 0.03))
    return tuple(worn(random, word, rate) for word in words), meaning


def running_text(random: Random) -> Sentence:
    """One or two sentences of a letter with the values that they name."""
    language = random.choice(LANGUAGES)
    known = wordings(language)["sentences"]
    genre = random.choices(("confirmation", "ship", "certificate", "invoice", "order", "terms"), (9, 6, 1, 1, 1, 0.5))[0]
    said = [sentence(random, language, random.choice(known[genre])) for _ in range(random.choice((1, 1, 2)))]
    words: list[str] = []
    values: list[tuple[str, int, int]] = []
    for one in said:
        values += [(name, start + len(words), end + len(words)) for name, start, end in one.values]
        words += one.words
    cut_off = random.randrange(len(words) // 2) if random.random() < 0.25 else 0  # a line of a letter begins anywhere
    kept = [(name, start - cut_off, end - cut_off) for name, start, end in values if start >= cut_off]
    rate = random.choice((0.0, 0.0, 0.0, 0.01))
    return Sentence(tuple(worn(random, word, rate) or "." for word in words[cut_off:]), tuple(kept), language)
