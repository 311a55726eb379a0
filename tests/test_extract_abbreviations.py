"""Labels printed short: a stop cuts words off, the listed labels that begin so tell what is meant, and what may be several things is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctypes import find_doctypes
from domain.doctype import of_kind
from domain.paper import Kind
from extract.label.labels import Vocabulary, squeezed
from extract.text.abbreviations import beginnings_of, name_of_short
from tests.press import laid_out

KNOWN = {
    "tensile": ["resistenza a trazione", "résistance à la traction", "zugfestigkeit"],
    "yield": ["limite élastique", "límite elástico"],
    "payment_terms": ["betalingsvoorwaarden", "zahlungskonditionen", "payment terms"],
    "delivery_date": ["fecha entrega", "expected date"],
    "order_date": ["fecha pedido"],
    "document_date": ["fecha"],
    "document_number": ["auftrags nr", "bescheinigungs nr"],
}
SHORT = beginnings_of((label, name) for name, labels in KNOWN.items() for label in labels)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Resist. a trazione", "tensile"),
        ("Rés. à la traction", "tensile"),
        ("Lim. elástico", "yield"),
        ("Betalingsvoorw.", "payment_terms"),
        ("Zahlungskond.:", "payment_terms"),
        ("Fecha entr.", "delivery_date"),
        ("Auftr.-Nr.", "document_number"),
    ],
)
def test_a_label_printed_short_is_the_one_that_begins_so(printed: str, name: str) -> None:
    assert name_of_short(printed, SHORT) == name


@pytest.mark.parametrize("printed", ["Exp. date", "Fech.", "Zug.", "Resist a trazione", "Fecha p.", "Zugf. nach", "Entr. fecha"])
def test_what_is_too_short_or_has_no_stop_or_other_words_is_no_label(printed: str) -> None:
    assert name_of_short(printed, SHORT) is None


def test_what_may_be_short_for_two_values_is_none() -> None:
    assert name_of_short("Lief. Nr.", beginnings_of([("lieferschein nr", "document_number"), ("lieferanten nr", "seller_number")])) is None


def test_the_whole_phrase_counts_before_the_label_that_begins_it() -> None:
    lines = laid_out([(100.0, {50.0: "Fecha entr.:", 160.0: "12.03.2026"})]).lines
    [hit] = Vocabulary(KNOWN).hits(lines, 0, fuzzy=False)
    assert (hit.name, hit.start, hit.end) == ("delivery_date", 0, 2)


@given(st.data())
def test_a_listed_label_that_is_cut_off_names_what_it_names_or_nothing(data: st.DataObject) -> None:
    kind = of_kind(find_doctypes(), data.draw(st.sampled_from([Kind.ORDER_CONFIRMATION, Kind.SHIP_NOTICE, Kind.CERTIFICATE])))
    assert kind
    labels = {spec.name: spec.labels for spec in kind.fields}
    vocabulary = Vocabulary(labels)
    label = data.draw(st.sampled_from([label for several in labels.values() for label in several if not {".", "/"} & {*label}]))
    words = label.split()
    place = data.draw(st.integers(0, len(words) - 1))
    cut = " ".join((*words[:place], words[place][: data.draw(st.integers(3, 12))] + ".", *words[place + 1 :]))
    if squeezed(cut) != squeezed(label) and not vocabulary.names(cut):
        assert vocabulary.name(cut) in (None, vocabulary.name(label))
