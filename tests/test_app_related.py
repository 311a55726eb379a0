"""The papers around a paper: what was confirmed, shipped and certified of each of its order lines, and nothing that somebody must not see."""

from app.related import Neighbours, neighbours
from domain.paper import Kind
from tests.test_app_held_results import SOUND, certificate
from tests.world import World, confirmation, leaf


def around(made: World, document_id: str, *hidden: str) -> Neighbours:
    with made.tally.pipeline.store.begin(reading=True) as work:
        return neighbours(work, work.documents.get(document_id), frozenset(hidden))


def test_what_was_confirmed_and_certified_of_a_line_stands_side_by_side(made: World) -> None:
    confirmed = made.put_through(confirmation("AB-1"), "ab.pdf")
    paper = certificate([SOUND]).with_leaf("order_number", leaf("4500000001")).with_leaf("lines[0].order_line", leaf("0010"))
    certified = made.put_through(paper.with_leaf("certificate_type", leaf("3.1")), "3.1.pdf")
    seen = made.desk.paper(confirmed.document_id).neighbours
    assert [line.order_line for line in seen.lines] == ["10"]
    assert [(told.paper.document_id, told.words) for told in seen.lines[0].told[Kind.CERTIFICATE]] == [
        (certified.document_id, "3.1, heat H1")
    ]
    back = made.desk.paper(certified.document_id).neighbours
    assert [told.words for told in back.lines[0].told[Kind.ORDER_CONFIRMATION]] == ["250 pcs at 2.50, for 2026-09-01"]
    assert not [*back.of_order, *seen.of_order, *seen.of_supplier]


def test_a_paper_of_the_order_about_another_line_is_named_apart_and_a_hidden_one_not_at_all(made: World) -> None:
    first = made.put_through(confirmation("AB-1"), "ab.pdf")
    other = confirmation("AB-2").with_leaf("lines[0].order_line", leaf("20"))
    second = made.put_through(other, "other.pdf")
    seen = made.desk.paper(first.document_id).neighbours
    assert ([paper.document_id for paper in seen.of_order], list(seen.lines)) == ([second.document_id], [])
    hidden = around(made, first.document_id, second.document_id)
    assert not any((hidden.lines, hidden.of_order, hidden.of_supplier))
