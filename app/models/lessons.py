"""What the pipeline is taught beside drawn papers: papers put together from wordings, numbers and names, worn as OCR wears them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from app.models.sentences import GOODS, TOWNS, UNITS, Wordings, code, day, number, sentence, wordings, worn
from domain.paper import Kind
from extract.kind.kinds import LANGUAGES
from extract.kind.paperwork import LARGE_MARK, MOST_WORDS, UNKNOWN

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


@dataclass(frozen=True)
class Lesson:
    """The words of a page as the pipeline sees them, with what they are of."""

    words: tuple[str, ...]
    kind: Kind
    language: str


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


def of_paper(random: Random, words: Sequence[str], kind: Kind, language: str) -> Lesson:
    """The words of a real or drawn page (`page_words`), worn a little."""
    shown = random.choice((1.0, 1.0, 0.8, 0.5, 0.3))  # what this stationery alone prints must not be learnt as the kind
    return Lesson(_seen(random, [word for word in words if random.random() < shown]), kind, language)
