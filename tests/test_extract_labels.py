"""Labels on a page: however they are spelt, the longest one that fits, and no guesses where a letter makes another word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.label.labels import Vocabulary
from extract.text.folding import folded
from tests.press import laid_out

LABELS = Vocabulary(
    {
        "customer_number": ["kd nr", "kundennummer", "n° client", "nr klienta"],
        "order_number": ["ihre bestellung", "bestellung", "votre commande n°", "zamówienie"],
        "order_date": ["bestellung vom", "order date"],
        "reference": ["ref", "rek"],
        "delivery_date": ["liefertermin"],
    }
)


def found(text: str, *, fuzzy: bool = False) -> list[tuple[str, int, int]]:
    lines = laid_out([(100.0, {50.0: text})]).lines
    return [(hit.name, hit.start, hit.end) for hit in LABELS.hits(lines, 0, fuzzy=fuzzy)]


@pytest.mark.parametrize("text", ["Kd.-Nr.", "KD NR", "Kd. Nr.:", "kd-nr", "Kundennummer:", "N° Client", "Nr klienta"])
def test_a_label_is_the_same_however_it_is_spelt(text: str) -> None:
    [(name, start, end)] = found(f"{text} 4711")
    assert (name, start) == ("customer_number", 0)
    assert end == len(text.split())


def test_a_line_that_is_printed_like_another_has_its_labels_without_being_searched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("Kundennummer 60814") == [("customer_number", 0, 1)]
    monkeypatch.setattr(Vocabulary, "_search", lambda *_, **__: [])
    assert found("Kundennummer 60814") == [("customer_number", 0, 1)]
    assert found("Kundennummer 60815") == []


def test_the_longest_label_that_fits_wins() -> None:
    assert found("Bestellung vom 03.07.2026") == [("order_date", 0, 2)]
    assert found("Ihre Bestellung 4500017325") == [("order_number", 0, 2)]


def test_several_labels_stand_in_one_line() -> None:
    assert found("Kd-Nr. 4711 Liefertermin KW 32") == [("customer_number", 0, 1), ("delivery_date", 2, 3)]


def test_a_colon_ends_a_label() -> None:
    assert found("Bestellung: vom 3. Juli") == [("order_number", 0, 1)]


def test_words_far_apart_are_no_label() -> None:
    lines = laid_out([(100.0, {50.0: "Ihre", 300.0: "Bestellung"})]).lines
    assert [(hit.name, hit.start) for hit in LABELS.hits(lines, 0, fuzzy=False)] == [("order_number", 1)]


def test_a_scanners_slip_is_forgiven_in_long_labels_only() -> None:
    assert found("Kundennurnmer 4711", fuzzy=True) == [("customer_number", 0, 1)]
    assert found("Kundennurnmer 4711") == []
    assert found("Rep 4711", fuzzy=True) == []


def test_a_label_that_two_names_share_belongs_to_the_first() -> None:
    assert Vocabulary({"first": ["date"], "second": ["Date:"]}).name("DATE") == "first"


@given(st.text(max_size=30), st.booleans())
def test_any_text_names_a_known_value_or_none(text: str, fuzzy: bool) -> None:
    assert LABELS.name(text, fuzzy=fuzzy) in {None, "customer_number", "order_number", "order_date", "reference", "delivery_date"}


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_folding_takes_case_and_accents_away() -> None:
    assert folded("Größe, Łódź, n° À") == "grose, lodz, no a"


def test_a_short_label_of_signs_that_only_look_like_its_own_is_told_on_a_scan() -> None:
    labels = Vocabulary({"quantity": ["ilosc", "menge"], "unit": ["einh"]})
    assert labels.name("llość", fuzzy=True) == "quantity"
    assert labels.name("1lość", fuzzy=True) == "quantity"
    assert labels.name("llość") is None
    assert labels.name("mengi", fuzzy=True) is None


def test_of_two_labels_that_are_near_the_nearer_one_is_meant() -> None:
    labels = Vocabulary({"ship_date": ["data wysylki"], "document_date": ["data wystaki"]})
    assert labels.name("Data wysytki", fuzzy=True) == "ship_date"
    assert labels.name("Data wystxki", fuzzy=True) == "document_date"
    assert Vocabulary({"a": ["kundennummer"], "b": ["kundennummel"]}).name("Kundennummeo", fuzzy=True) is None


def test_a_longer_label_that_is_a_letter_off_is_preferred_to_a_short_one_within_it() -> None:
    labels = Vocabulary({"document_date": ["data"], "ship_date": ["data wysylki"]})
    for text, name in (("Data wysytki: 25.04.2026", "ship_date"), ("Data: 25.04.2026", "document_date")):
        lines = laid_out([(50.0, {50.0: text})]).lines
        assert [hit.name for hit in labels.hits(lines, 0, fuzzy=True)] == [name]


def test_on_a_scan_a_short_label_whose_words_all_mean_something_is_no_other_label_a_letter_off() -> None:
    vocabulary = Vocabulary({"order_number": ("ihre po",)})
    own, misread = laid_out([(100.0, {50.0: "Ihre Pos. 10"})]).lines, laid_out([(100.0, {50.0: "Ihra PO 4500017325"})]).lines
    assert vocabulary.hits(own, 0, fuzzy=True) == []
    assert [hit.name for hit in Vocabulary({"order_number": ("ihre po nr",)}).hits(misread, 0, fuzzy=True)] == []
    assert [hit.name for hit in Vocabulary({"order_number": ("ihra pob",)}).hits(misread, 0, fuzzy=True)] == ["order_number"]
