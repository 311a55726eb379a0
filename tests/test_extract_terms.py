"""Payment terms: words that say when and how is paid, up to the end of their sentence, and nothing else that stands behind `payment`."""

import pytest

from extract.text.terms import leads_to_terms, terms_in


@pytest.mark.parametrize(
    "text",
    ["30 Tage netto", "60 days net", "14 days 2%, 30 days net", "45 jours fin de mois", "RB 30/60 gg FM", "30 dni", "NET45", "Vorkasse", "comptant",
     "contado", "sofort ohne Abzug", "L/C at sight", "upon receipt", "przedpłata 100 %", "Binnen 30 dagen", "2/10 net 30"],
)  # fmt: skip
def test_terms_are_told_in_any_language(text: str) -> None:
    assert terms_in(text) == text


@pytest.mark.parametrize(
    "text",
    ["Please check this document and advise us of any discrepancy", "and conditions of sale apply to the exclusion of all others.",
     "/ Terms of payment Portes / Terms of delivery", "in full. E&OE.", "Werk Nord", "weeee"],
)  # fmt: skip
def test_what_says_nothing_of_paying_is_none(text: str) -> None:
    assert terms_in(text) is None


def test_what_follows_in_another_sentence_is_not_part_of_them() -> None:
    assert terms_in("binnen 30 dagen netto. Bij verzuim is 1 % rente verschuldigd") == "binnen 30 dagen netto"
    assert terms_in("3% dto. a 10 días, 30 días fecha factura") == "3% dto. a 10 días, 30 días fecha factura"
    assert terms_in("in 10 Tagen 2 % Skonto, sonst 30 Tage netto") == "in 10 Tagen 2 % Skonto, sonst 30 Tage netto"


def test_days_of_a_later_sentence_are_no_terms_of_a_first_one_that_says_something_else() -> None:
    assert terms_in("has been received. Claims must be made within 7 days of delivery.") is None
    assert terms_in("Überw. innerh. 30 Tage") == "Überw. innerh. 30 Tage"


def test_a_discount_before_payment_leads_to_terms_and_the_number_of_a_box_or_a_sum_does_not() -> None:
    assert leads_to_terms("3 % Skonto bei")
    assert leads_to_terms("30 days after")
    assert not leads_to_terms("4.")
    assert not leads_to_terms("4.788,18 EUR")
