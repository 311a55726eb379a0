"""The trained pipeline: what it says of words and sentences, and that the same lessons teach the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app.models.paperwork as school
from app.models.lessons import compose
from app.models.sentences import running_text, seeded, sentence
from domain.paper import Kind
from extract.kind.paperwork import open_paperwork, plain_word, seen_words
from extract.sentence.answers import answer_in, find_response
from tests.press import Row, laid_out

PAPERWORK = open_paperwork()
SENTENCES = {
    "de": ("Wir liefern Ihnen 120 Stk Rundstahl 42CrMo4 zum Preis von 76,42 EUR, Lieferung in KW 32/2026.", "120", "Stk", "76,42"),
    "en": ("We confirm 120 pcs round bar 42CrMo4 at 76.42 EUR each, delivery week 32/2026.", "120", "pcs", "76.42"),
    "fr": ("Nous vous confirmons 120 pce barre ronde 42CrMo4 au prix de 76,42 EUR, livraison semaine 32/2026.", "120", "pce", "76,42"),
    "it": ("Vi confermiamo 120 pz tondo 42CrMo4 al prezzo di 76,42 EUR, consegna settimana 32/2026.", "120", "pz", "76,42"),
    "es": ("Les confirmamos 120 uds de redondo 42CrMo4 al precio de 76,42 EUR, entrega semana 32/2026.", "120", "uds", "76,42"),
    "nl": ("Wij bevestigen 120 stuks rondstaf 42CrMo4 tegen een prijs van 76,42 EUR, levering week 32/2026.", "120", "stuks", "76,42"),
    "pl": ("Potwierdzamy 120 szt. pręt 42CrMo4 w cenie 76,42 EUR, dostawa tydzień 32/2026.", "120", "szt.", "76,42"),
}


@pytest.mark.parametrize("language", SENTENCES)
def test_running_text_names_quantity_unit_and_price(language: str) -> None:
    text, quantity, unit, price = SENTENCES[language]
    words = text.split()
    found = {entity.name: " ".join(words[entity.start : entity.end]) for entity in PAPERWORK.entities(words)}
    assert (found["quantity"], found["unit"], found["unit_price"]) == (quantity, unit, price)
    assert "32/2026" in found["delivery_date"]


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("unverändert angenommen", "accepted"),
        ("mit Änderungen angenommen", "changed"),
        ("Bestätigt ohne Änderung", "accepted"),
        ("Accepted with changes", "changed"),
        ("Ongewijzigd geaccepteerd", "accepted"),
        ("abgelehnt", "rejected"),
        ("not accepted", "rejected"),
        ("rifiutato", "rejected"),
        ("Przyjęte ze zmianami", "changed"),
        ("30 days net", None),
    ],
)
def test_a_word_beside_a_label_answers(words: str, meaning: str | None) -> None:
    assert answer_in(words.split()) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "we regret that we are unable to accept your order 4500017325 of 12 May 2026.",
        "Leider können wir Ihre Bestellung 4500017325 nicht annehmen.",
        "Nous regrettons de ne pouvoir accepter votre commande 4500017325.",
    ],
)
def test_a_sentence_that_rejects_is_the_response(text: str) -> None:
    found = find_response(laid_out([(100, {50: text})]))
    assert found is not None
    assert (found.value, found.page) == ("rejected", 1)


def test_terms_are_no_response() -> None:
    rows: list[Row] = [
        (100.0, {50: "Orders cannot be cancelled once production has started."}),
        (130.0, {50: "Änderungen oder Stornierungen sind nur schriftlich möglich."}),
    ]
    assert find_response(laid_out(rows)) is None


def test_figures_and_marks_do_not_matter_but_the_standard_does() -> None:
    assert plain_word("4500.017,") == "0000.000"
    assert plain_word("10204:2004") == "10204"
    assert seen_words(["12,50", "Rechnung", "Rechnung:", "^Rechnung"]) == ["rechnung", "rechnu~", "^rechnung"]


def test_a_sentence_of_the_lessons_says_where_its_values_stand() -> None:
    text = sentence(seeded("a sentence"), "en", "Order {order_number} ({quantity} {unit}) ships.")
    named = {name: text.words[start:end] for name, start, end in text.values}
    assert list(named) == ["order_number", "quantity", "unit"]
    assert text.words[0] == "Order"
    assert text.words[-1] == "ships."


def test_the_same_lessons_teach_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, count in {"LESSONS": 60, "FOREIGN": 5, "SENTENCES": 60, "TEXTS": 40}.items():
        monkeypatch.setattr(school, name, count)
    for folder in ("one", "two"):
        school.write(school.teach([compose(seeded("drawn"))], 7), tmp_path / folder)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert len(files) >= 10
    assert [(tmp_path / "one" / file).read_bytes() for file in files] == [(tmp_path / "two" / file).read_bytes() for file in files]


def test_what_was_taught_holds_on_lessons_nobody_has_seen() -> None:
    random = seeded("for a test")
    lessons = [compose(random) for _ in range(80)]
    right = [max(shares := PAPERWORK.kinds(lesson.words), key=lambda kind: shares[kind]) is lesson.kind for lesson in lessons]
    assert sum(right) >= 0.93 * len(right)
    texts = [running_text(random) for _ in range(60)]
    there = sum(len(text.values) for text in texts)
    hit = sum(len({(one.name, one.start, one.end) for one in PAPERWORK.entities(text.words)} & set(text.values)) for text in texts)
    assert hit >= 0.9 * there


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=15), max_size=40))
def test_any_words_have_shares_and_entities_within_them(words: list[str]) -> None:
    shares = PAPERWORK.kinds(words)
    assert set(shares) == set(Kind)
    assert sum(shares.values()) == pytest.approx(1.0, abs=1e-4)
    for entity in PAPERWORK.entities(words):
        assert 0 <= entity.start < entity.end <= len(words)
