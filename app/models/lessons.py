"""What the pipeline is taught beside drawn papers: papers and sentences put together from wordings, numbers and names, worn as OCR wears them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from domain.paper import Kind
from extract.kinds import LANGUAGES
from extract.paperwork import LARGE_MARK, MOST_WORDS, UNKNOWN

WORDS = Path(__file__).with_name("words")
OURS = {"confirmation": Kind.ORDER_CONFIRMATION, "ship": Kind.SHIP_NOTICE, "certificate": Kind.CERTIFICATE}
LABELS: dict[str, tuple[str, ...]] = {
    "confirmation": ("head", "order", "price", "goods", "promise"),
    "ship": ("head", "order", "goods", "ship"),
    "certificate": ("head", "order", "certificate", "certificate"),
    "invoice": ("head", "order", "price", "goods", "pay", "pay"),
    "proforma": ("head", "price", "goods", "pay"),
    "credit": ("head", "price", "goods", "pay"),
    "quotation": ("head", "price", "goods", "quote"),
    "order": ("head", "buy", "price", "goods"),
    "rfq": ("head", "goods", "quote"),
    "price_list": ("goods", "price"),
    "reminder": ("head", "pay"),
    "statement": ("head", "pay"),
    "receipt": ("head", "price"),
    "remittance": ("head", "pay"),
    "terms": (),
    "flyer": (),
    "letter": ("head",),
    "origin": ("head", "goods"),
}
"""The labels that a paper prints."""
TABLES = ("confirmation", "ship", "invoice", "proforma", "credit", "quotation", "order", "rfq", "price_list")
PRICED = ("confirmation", "invoice", "proforma", "credit", "quotation", "order", "price_list")
SHARES = {
    "confirmation": 9,
    "ship": 7,
    "certificate": 8,
    "invoice": 8,
    "quotation": 3,
    "order": 6,
    "price_list": 2,
    "terms": 1.5,
    "origin": 2,
}
ELEMENTS = ["C", "Si", "Mn", "P", "S", "Cr", "Ni", "Mo", "Cu", "Al", "N", "V", "Nb", "Ti"]
GOODS = (
    "steel plate", "hex bolt M8x40", "Rundstahl 42CrMo4", "ball bearing 6204-2RS", "valve DN50 PN16", "O-ring 40x3 NBR", "sheet 2x1250x2500 1.4301",
    "tube 88.9x8 S355J2H", "servo motor", "gasket", "PVC granulate", "epoxy resin", "hydraulic hose", "pump", "cable 3x1.5", "sensor M12", "switch",
    "laptop", "consulting", "hosting", "licence", "transport", "vis H M8x40", "roulement", "tôle S235JR", "tubo inox", "vite TE M10", "lamiera",
    "tornillo M8", "chapa laminada", "rodamiento", "zeskantbout M8", "plaat S355", "lager", "śruba M8x40", "blacha", "łożysko", "Sechskantschraube",
    "Flansch DN80", "Dichtung", "Welle nach Zeichnung", "Gehäuse", "bracket", "rebar 16 mm", "billet", "wire rod", "aluminium profile 6082-T6",
    "solvent", "titanium dioxide", "coffee", "office chair", "toner", "filter", "printed circuit board", "spring", "gear", "coil 1.5 mm DC01",
)  # fmt: skip
NAMES = (
    "Hagen", "Novak", "Delta", "Omega", "Brenner", "Lindt", "Ferro", "Metal", "Stahl", "Inox", "Techno", "Alpin", "Nord", "Rhein", "Garonne", "Po",
    "Ebro", "Maas", "Wisla", "Atlas", "Orion", "Kraft", "Weber", "Morel", "Rossi", "Garcia", "Visser", "Kowalski", "Smith", "Taylor", "Global",
)  # fmt: skip
FORMS = (
    "GmbH",
    "AG",
    "GmbH & Co. KG",
    "Ltd.",
    "Inc.",
    "LLC",
    "S.A.",
    "SARL",
    "S.p.A.",
    "S.r.l.",
    "S.L.",
    "B.V.",
    "Sp. z o.o.",
    "SE",
    "Corp.",
    "A.Ş.",
)
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
class Lesson:
    """The words of a page as the pipeline sees them, with what they are of."""

    words: tuple[str, ...]
    kind: Kind
    language: str


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


def compose(random: Random) -> Lesson:
    """A paper of some genre in some language, as the words of its first page."""
    language = random.choice(LANGUAGES)
    genre = random.choices(list(LABELS), [SHARES.get(genre, 1) for genre in LABELS])[0]
    words = _mail_head(random, language) if random.random() < 0.1 else _head(random, language)
    words += _body(random, language, genre)
    if random.random() < 0.06:
        words = _mixed(random, words)
    return Lesson(_seen(random, words), OURS.get(genre, Kind.OTHER), language)


def _mixed(random: Random, words: list[str]) -> list[str]:
    """The words with those of a language that is none of ours among them, as on paper in two languages."""
    text = random.choice(list(wordings(UNKNOWN)["texts"].values())).split()
    share = random.uniform(0.1, 0.5)
    return [part for word in words for part in ((word, random.choice(text)) if random.random() < share else (word,))]


def foreign(random: Random) -> Lesson:
    """A paper in a language that is none of ours."""
    text = random.choice(list(wordings(UNKNOWN)["texts"].values())).split()
    words = [*random.sample(NAMES, 2), *_marked(random, text[:1])]
    others = (lambda: number(random, "de"), lambda: code(random), lambda: random.choice(NAMES))
    words += [random.choice(text) if random.random() < 0.75 else random.choice(others)() for _ in range(random.randint(40, 200))]
    return Lesson(_seen(random, words), Kind.OTHER, UNKNOWN)


def _seen(random: Random, words: list[str]) -> tuple[str, ...]:
    lost = random.choice((0.0, 0.0, 0.05, 0.15))
    rate = random.choice((0.0, 0.0, 0.005, 0.015, 0.03))
    found = []
    for word in words:
        if random.random() < lost:
            continue
        mark = LARGE_MARK if word.startswith(LARGE_MARK) else ""
        found.append(mark + worn(random, word.removeprefix(LARGE_MARK), rate))
    return tuple(found[:MOST_WORDS])


def _marked(random: Random, words: Sequence[str]) -> list[str]:
    """Words in large print, mostly."""
    return [LARGE_MARK + word for word in words] if random.random() < 0.7 else list(words)


def _company(random: Random) -> list[str]:
    return [*random.sample(NAMES, random.randint(1, 2)), *random.choice(FORMS).split()]


def _head(random: Random, language: str) -> list[str]:
    """Letterhead and addressee."""
    words = _company(random)
    if random.random() < 0.5:
        words = _marked(random, words)
    for _ in range(random.randint(1, 3)):
        words += [
            random.choice(NAMES) + random.choice(("straße", " Street", "weg", " Road", "")),
            str(random.randint(1, 200)),
            f"{random.randrange(10**5):05}",
            random.choice(TOWNS),
        ]
    if random.random() < 0.5:
        words += _company(random)
    if random.random() < 0.5:
        words += ["Tel.", f"+{random.randint(1, 99)} {random.randrange(10**7)}", f"info@{random.choice(NAMES).lower()}.com"]
    if random.random() < 0.3:
        words += [day(random, language)]
    return words


def _mail_head(random: Random, language: str) -> list[str]:
    """What a printed mail begins with."""
    labels, again = wordings(language)["labels"]["mail"]
    names = [random.choice(NAMES).lower() for _ in range(3)]
    told = [
        f"{names[0]}@{names[1]}.example",
        day(random, language),
        f"order@{names[2]}.com",
        f"{again} {random.choice(wordings(language)['labels']['order'])} {code(random)} -",
    ]
    words = [word for label, value in zip(labels.replace(" :", ":").split(), told, strict=True) for word in (label, *value.split())]
    return [random.choice(NAMES), *words]


def _labels(random: Random, language: str, groups: Sequence[str]) -> list[list[str]]:
    known = wordings(language)["labels"]
    second = wordings("en")["labels"] if random.random() < 0.12 else None
    found = []
    for group in groups:
        for label in random.sample(known[group], random.randint(1, min(8, len(known[group])))):
            words = label.split()
            if random.random() < 0.5:
                words[-1] += ":"
            if second:
                words += ["/", *random.choice(second[group]).split()]
            found.append(words)
    return found


def _body(random: Random, language: str, genre: str) -> list[str]:
    known = wordings(language)
    words = _title(random, known["titles"][genre])
    labels = _labels(random, language, LABELS[genre])
    random.shuffle(labels)
    half = len(labels) // 2
    for label in labels[:half]:
        words += [*label, random.choice((code(random), day(random, language), number(random, language), *_company(random)))]
    if random.random() < 0.5:
        words += random.choice(known["sentences"]["greeting"]).split()
    said = _said(random, known, genre)
    early = (len(said) + 1) // 2
    words += [word for text in said[:early] for word in sentence(random, language, text).words]
    words += [word for label in labels[half:] for word in label]
    words += _rows(random, language, genre)
    words += [word for text in said[early:] for word in sentence(random, language, text).words]
    for name, share in (("closing", 0.5), ("terms", 0.3)):
        if random.random() < share:
            words += random.choice(known["sentences"][name]).split()
    return words


def _title(random: Random, titles: Sequence[str]) -> list[str]:
    """The title, mostly in large print; some papers have none."""
    title = random.choice(titles).split()
    if random.random() < 0.3:
        title = [word.upper() for word in title]
    if random.random() < 0.4:
        title.append(code(random))
    return _marked(random, title) if random.random() < 0.88 else []


def _said(random: Random, known: Wordings, genre: str) -> list[str]:
    """The sentences of the paper."""
    few = random.choice((0, 1, 1, 2, 3)) if genre in TABLES or genre == "certificate" else random.randint(1, 5)
    said = [random.choice(known["sentences"][genre]) for _ in range(few)]
    if genre == "confirmation" and random.random() < 0.5:
        said.append(random.choice(known["answers"][random.choice(("accepted", "changed", "rejected", "open"))]))
    if random.random() < 0.3:
        said.append(random.choice(known["answers"]["none"]))
    return said


def _rows(random: Random, language: str, genre: str) -> list[str]:
    """The rows of the paper's table."""
    words: list[str] = []
    if genre == "certificate" and random.random() < 0.75:
        words += ELEMENTS[: random.randint(4, len(ELEMENTS))] if random.random() < 0.8 else []
        for _ in range(random.randint(1, 5)):
            words += [code(random), *(f"{random.random():.3f}" for _ in range(random.randint(4, 12)))]
    if genre in TABLES:
        for row in range(random.randint(1, 9)):
            words += [
                str((row + 1) * 10),
                code(random),
                *random.choice(GOODS).split(),
                number(random, language),
                random.choice(UNITS[language].split()),
            ]
            words += [number(random, language, 2), number(random, language, 2)] if genre in PRICED else []
            words += [day(random, language)] if random.random() < 0.3 else []
    return words


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


def of_paper(random: Random, words: Sequence[str], kind: Kind, language: str) -> Lesson:
    """The words of a real or drawn page (`page_words`), worn a little."""
    shown = random.choice((1.0, 1.0, 0.8, 0.5, 0.3))  # what this stationery alone prints must not be learnt as the kind
    return Lesson(_seen(random, [word for word in words if random.random() < shown]), kind, language)


__all__ = ["Lesson", "Sentence", "answer", "compose", "foreign", "of_paper", "running_text", "seeded"]
