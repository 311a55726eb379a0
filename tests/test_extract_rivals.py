"""What else a value might have been: with its place and why it lost, and never the value itself or what stands at its place."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.press import Row, read, sheet
from tests.test_extract_header import TOP

DATES = st.dates().map(lambda day: day.strftime("%d.%m.%Y"))


def test_the_number_that_lost_is_named_with_its_place_and_why() -> None:
    rows: list[Row] = [
        (120.0, {50.0: "Auftrag: AB-4711"}),
        (140.0, {50.0: "Ihre Bestellung: 4500017325"}),
        (700.0, {50.0: "Auftrag: AB-4712"}),
    ]
    reading = read(sheet([*TOP, *rows]))
    taken, rivals = reading.fields.text("document_number"), reading.rivals["document_number"]
    assert [rival.value for rival in rivals] == ["AB-4712" if taken == "AB-4711" else "AB-4711"]
    assert rivals[0].box[1] in (120.0, 700.0)
    assert rivals[0].why


def test_what_another_engine_read_is_a_rival_in_a_line_too() -> None:
    page = sheet([*TOP, (120.0, {50.0: "Ihre Bestellung: 4500017325"})], source="ocr")
    words = tuple(replace(word, others=("4500011325",)) if word.text == "4500017325" else word for word in page.words)
    rivals = read(replace(page, words=words)).rivals["order_number"]
    assert [(rival.value, "other engine" in rival.why) for rival in rivals] == [("4500011325", True)]


@given(st.lists(st.tuples(st.sampled_from(["Datum:", "Auftrag:", "Lieferdatum:", "Bestellung:"]), DATES | st.just("AB-1")), max_size=8))
def test_no_value_is_its_own_rival_and_no_two_are_alike(said: list[tuple[str, str]]) -> None:
    rows: list[Row] = [(120.0 + 20 * place, {50.0: label, 200.0: value}) for place, (label, value) in enumerate(said)]
    reading = read(sheet([*TOP, *rows]))
    for path, rivals in reading.rivals.items():
        leaf = reading.leaf(path)
        assert leaf
        values = [rival.value for rival in rivals]
        assert leaf.value not in values
        assert len(set(values)) == len(values) <= 3
