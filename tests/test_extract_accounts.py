"""Bank details on papers: found by what proves them, told in one way however they are printed, and never made up by a reader's slip."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import IBAN_LENGTH, canonical_account, iban_fits
from domain.paper import MarkKind
from extract.field.accounts import account_marks
from extract.page.layout import lay_out
from extract.page.words import PageWords, Word

GERMAN = "DE89 3704 0044 0532 0130 00"
PLAIN = "DE89370400440532013000"
Source = Literal["text", "ocr"]


def marks(*lines: str, source: Source = "text") -> list[tuple[MarkKind, str]]:
    """What is marked on a page with those lines."""
    words = []
    for row, line in enumerate(lines):
        x = 40.0
        for part in line.split():
            width = 5.0 * len(part)
            words.append(Word(part, (x, 40.0 + 14 * row, x + width, 50.0 + 14 * row), 1.0))
            x += width + 3
    page = PageWords(1, 595, 842, tuple(words), source)
    return [(mark.kind, mark.text) for mark in account_marks(lay_out([page]))]


def accounts(*lines: str, source: Source = "text") -> list[str]:
    return [text for kind, text in marks(*lines, source=source) if kind is MarkKind.ACCOUNT]


@pytest.mark.parametrize(
    "line",
    [
        f"Sparkasse Hagen · IBAN {GERMAN} · BIC WELADED1HAG",
        "IBAN: DE89370400440532013000",
        "Konto DE89-3704-0044-0532-0130-00, Amtsgericht Hagen HRB 4711",
        "DE89 3704 0044 0532 0130 00 WELADED1HAG",
        "Bank (IBAN:DE89 3704 0044 0532 0130 00)",
    ],
)
def test_an_iban_is_one_account_however_it_is_printed(line: str) -> None:
    assert accounts(line) == [PLAIN]


def test_an_american_and_a_british_account_and_polish_figures_are_told_in_one_way() -> None:
    assert accounts("Bank: First National, ABA 021000021 Acct 7702215") == ["021000021/7702215"]
    assert canonical_account("ABA 021000021 Acct 7702215") == "021000021/7702215"
    assert accounts("Sort code 30-98-76", "Account No. 12345678") == ["309876/12345678"]
    assert accounts("Konto: 61 1090 1014 0000 0712 1981 2874") == ["PL61109010140000071219812874"]


@pytest.mark.parametrize(
    "line",
    [
        "Order 4500017325 of 2026-07-01, item DE89 3704",
        "VAT DE123456789 HRB 4711 Hagen",
        "Charge DE89370400440532013001",
        "Heat 370400, lot 4405 3201 3000 22",
        "Tel. +49 2331 4585 0005",
        "Material account 12345678",
    ],
)
def test_what_proves_nothing_and_is_called_nothing_is_no_account(line: str) -> None:
    assert accounts(line) == []


@given(st.integers(4, len(PLAIN) - 1), st.sampled_from("0123456789"), st.booleans())
def test_no_slip_of_ocr_in_one_figure_makes_another_account(place: int, figure: str, labelled: bool) -> None:
    slipped = PLAIN[:place] + figure + PLAIN[place + 1 :]
    line = f"IBAN {slipped}" if labelled else slipped
    assert accounts(line, source="ocr") == ([PLAIN] if slipped == PLAIN else [])


@pytest.mark.parametrize(
    "slip", ["DE89 37O4 0044 0532 0130 00", "DE89 3704 OO44 0532 0130 00", "DE89 3704 0044 0532 0130 0Z", "0E89 3704 0044 0532 0130 00"]
)
def test_letters_for_figures_on_a_scan_make_no_other_account(slip: str) -> None:
    assert accounts(f"IBAN {slip}", source="ocr") == []


def test_on_a_scan_what_has_no_check_digits_is_not_told() -> None:
    assert accounts("Sort code 30-98-76", "Account No. 12345678", source="ocr") == []
    assert accounts("ABA 021000021 Acct 7702275", source="ocr") == ["021000021"]


def test_wrong_check_digits_and_an_iban_that_a_line_ends_within_are_no_account_even_in_print() -> None:
    assert accounts("IBAN DE89 3704 0044 0532 0130 01") == []
    assert accounts("IBAN FR14 2004 1010 0505 0001 3M02 RCS Lyon", "606 Paris") == []
    assert accounts("ABA 021000022 Acct 7702215") == []


@pytest.mark.parametrize(
    "line",
    [
        "Please note our new bank details below.",
        "Our bank account has been changed with effect from today.",
        "Bitte beachten Sie unsere geänderte Bankverbindung.",
        "Unsere Bankverbindung hat sich geändert.",
        "Nos coordonnées bancaires ont changé.",
        "Vi informiamo che le nostre coordinate bancarie sono cambiate.",
        "Le informamos de nuestros nuevos datos bancarios.",
        "Let op: onze bankgegevens zijn gewijzigd.",
        "Informujemy o zmianie numeru rachunku bankowego.",
    ],
)
def test_a_sentence_that_announces_other_bank_details_is_marked_in_every_language(line: str) -> None:
    assert [kind for kind, _ in marks("Dear customer,", line)] == [MarkKind.BANK_CHANGE]


@pytest.mark.parametrize(
    "line",
    [
        "We will never send you new bank details by mail.",
        "Bank details: Sparkasse Hagen",
        "Wir teilen Ihnen niemals per E-Mail eine geänderte Bankverbindung mit.",
        "Should your bank details have changed, please tell us.",
        "Bankverbindung: Sparkasse Hagen. Preise geändert.",
        "Delivery address changed; bank unchanged.",
    ],
)
def test_what_warns_of_such_letters_or_only_names_the_bank_announces_nothing(line: str) -> None:
    assert marks("Dear customer,", line) == []


@given(st.text(max_size=60))
def test_any_text_is_an_account_or_none_and_one_is_the_same_when_asked_again(text: str) -> None:
    assert canonical_account(canonical_account(text)) == canonical_account(text) or "/" in canonical_account(text)
    iban_fits(text)
    accounts(text, text)


@given(st.sampled_from(sorted(IBAN_LENGTH)), st.data())
def test_an_iban_of_any_country_is_found_between_other_words(country: str, data: st.DataObject) -> None:
    body = data.draw(st.text("0123456789", min_size=IBAN_LENGTH[country] - 4, max_size=IBAN_LENGTH[country] - 4))
    rest = int("".join(str(int(sign, 36)) for sign in f"{body}{country}00")) % 97
    iban = f"{country}{98 - rest:02d}{body}"
    printed = " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))
    assert accounts(f"Bank: {printed} (Muster)") == [iban]
    assert accounts(f"Bank: {printed} (Muster)", source="ocr") == [iban]
