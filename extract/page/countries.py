"""Where a paper comes from, as far as it tells how numbers are written: Americans write the month first, the Swiss a decimal point."""

from __future__ import annotations

import re

from extract.page.layout import Layout

STATES = (
    ("0", "CT MA ME NH NJ RI VT"), ("1", "NY PA"), ("2", "DC MD NC SC VA WV"), ("3", "AL FL GA MS TN"), ("4", "IN KY MI OH"),
    ("5", "IA MN MT ND SD WI"), ("6", "IL KS MO NE"), ("7", "AR LA OK TX"), ("8", "AZ CO ID NM NV UT WY"), ("9", "AK CA HI OR WA"),
)  # fmt: skip
"""The first figure of the ZIP codes behind each state's code (USPS). Delaware's code is also Germany's; `EN 10204` is no address."""
_ZIP = re.compile("|".join(rf"\b(?:{'|'.join(codes.split())}) {first}\d{{4}}(?:-\d{{4}})?\b" for first, codes in STATES))
_DOLLARS = re.compile(r"\$|\bUSD\b|\bInc\.")
_DIALLED = re.compile(r"(?<![\d+])\([2-9]\d{2}\) ?[2-9]\d{2}-\d{4}\b")
"""A telephone's number as it is written in North America: `(319) 555-0845`."""
_BRITISH = re.compile(r"£|\bGBP\b|\bGB ?\d{3} ?\d{4} ?\d{2}\b|\+44|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
_SWISS = re.compile(r"\bCHE[- ]?\d{3}\.\d{3}\.\d{3}\b")
_TAXED_ELSEWHERE = re.compile(r"\b(?:DE|ATU|FR|IT|NL|BE|ES|PL)[ -]?(?:[A-Z0-9]{2} ?)?\d{3} ?\d{3} ?\d{3}\b")
LETTER, NEARLY = (612.0, 792.0), 4.0
"""American letter paper, in points."""


def is_american(layout: Layout) -> bool:
    """Whether it comes from the United States: dollars, a state before a ZIP code of it, a number dialled as there, or letter paper from nowhere else."""
    page = layout.pages[0]
    letter = abs(page.width - LETTER[0]) < NEARLY and abs(page.height - LETTER[1]) < NEARLY and not is_british(layout)
    return letter or any(sign.search(layout.text) for sign in (_DOLLARS, _ZIP, _DIALLED))


def is_british(layout: Layout) -> bool:
    """Whether it comes from the United Kingdom: pounds, a British VAT number, dialling code or postcode."""
    text = layout.text
    scanned = any(layout.source(page) == "ocr" for page in range(1, len(layout.pages) + 1))
    if scanned and _ZIP.search(text):
        text = text.replace("£", " ")  # what a scan shows of `1` or `≤` beside an address in a state of the Union
    return _BRITISH.search(text) is not None


def is_swiss(layout: Layout) -> bool:
    """Whether a number of the Swiss register of firms (UID) stands on it, and of no other tax office: a supplier from abroad may print its customer's."""
    return _SWISS.search(layout.text) is not None and not _TAXED_ELSEWHERE.search(layout.text)
