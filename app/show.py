"""What an evaluation prints: accuracy, findings, how honest confidence is, and what was posted and should not have been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from app import reliability, tallies
from app.accuracy import Measured, asked, covered, stationeries
from app.reliability import Judged
from app.scoring import Part
from app.tallies import Accuracy, DocumentScore

PARTS = (Part.HEADER, Part.LINES, Part.VALUES, Part.FURTHER)
NAMED_AT_MOST = 4


def groups(scores: Sequence[DocumentScore]) -> dict[str, list[DocumentScore]]:
    """The scores that are looked at together: all, by medium, and by kind and medium."""
    own = tallies.original(scores)
    return {
        "all": own,
        **tallies.grouped(own, _medium),
        **tallies.grouped(own, lambda each: f"{each.truth.kind.removeprefix('order_')} · {_medium(each)}"),
    }


def _medium(each: DocumentScore) -> str:
    return "digital" if each.is_digital else "scanned"


def show(scores: Sequence[DocumentScore], values: Sequence[Judged], console: Console) -> None:
    """Prints the figures, from the overview to what was posted and should not have been."""
    for table in (
        _by_group(scores),
        _by_accuracy("Fields", "field", tallies.by_field(tallies.original(scores))),
        _by_accuracy("Findings", "code", {"all": tallies.findings(scores), **tallies.by_finding(scores)}),
        *_by_confidence(values),
        _listed("Posted values: how many are sure enough for so many to be wrong", *covered(values)),
        _by_medium(scores),
        _wrong_documents(scores),
    ):
        console.print(table)
        console.print()
    for sentence in _in_short(scores):
        console.print(Text(sentence))


def show_asked(measured: Measured, console: Console) -> None:
    """Prints what is wanted beside what was measured, and the same by stationery, the worst first."""
    console.print(_listed("Wanted and measured (✗: not reached)", *asked(measured)))
    console.print(_listed("By stationery, the worst first", *stationeries(measured)))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, collapse_padding=True, pad_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place else "left", no_wrap=True)
    return table


def _share(value: float) -> str:
    """`100` only where it is all: 99.96 % is shown as 99.9."""
    return f"{int(value * 1000) / 10:.1f}"


def _by_group(scores: Sequence[DocumentScore]) -> Table:
    table = _table("Accuracy (F1, %), and papers right in their kind and in every posted field", "", "papers", "kind", *PARTS, "whole")
    for name, own in groups(scores).items():
        parts = tallies.by_part(own)
        shown = [_share(parts[part].f1) if parts[part].due else "–" for part in PARTS]
        right = sum(not each.wrong and not each.missing for each in own)
        table.add_row(name, str(len(own)), str(sum(each.kind_is_right for each in own)), *shown, f"{right}/{len(own)}")
    return table


def _by_accuracy(title: str, what: str, accuracies: Mapping[str, Accuracy]) -> Table:
    table = _table(title, what, "due", "said", "right", "precision %", "recall %", "F1 %")
    for name, each in accuracies.items():
        shares = (_share(each.precision), _share(each.recall), _share(each.f1))
        table.add_row(name, str(each.due), str(each.said), str(each.right), *shares)
    return table


def _by_confidence(values: Sequence[Judged]) -> Iterator[Table]:
    """Reliability: by medium, by kind and by group of fields."""
    for medium, own in reliability.grouped(values, lambda each: each.medium).items():
        error = reliability.header_error(own)
        yield _reliability(f"Confidence of header values, {medium} (ECE {error:.3f})", {"header": [each for each in own if each.is_header]})
        yield _reliability(f"Confidence of all values by kind, {medium}", reliability.grouped(own, lambda each: each.kind))
        yield _reliability(f"Confidence of all values by group of fields, {medium}", reliability.grouped(own, lambda each: each.group))


def _reliability(title: str, groups: Mapping[str, Sequence[Judged]]) -> Table:
    table = _table(title, "", "confidence", "values", "said %", "right %")
    for name, own in groups.items():
        for at, each in enumerate(reliability.bins(own, reliability.FINE)):
            shares = (_share(each.claimed), _share(each.right))
            table.add_row("" if at else name, f"{each.low:g} – {each.high:g}", str(each.count), *shares)
    return table


def _listed(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = _table(title, *head)
    table.columns[0].no_wrap = False
    for row in rows:
        table.add_row(*row)
    return table


def _by_medium(scores: Sequence[DocumentScore]) -> Table:
    table = _table("Posted unseen", "medium", "could be", "were", "straight through %", "posted in all", "false posts")
    for name, own in (("all", list(scores)), *tallies.grouped(scores, _medium).items()):
        posted = tallies.posts(own)
        table.add_row(
            name, str(posted.could), str(posted.did), _share(posted.straight_through), str(posted.posted), str(posted.false)
        )  # fmt: skip
    return table


def _wrong_documents(scores: Sequence[DocumentScore]) -> Table:
    table = Table(
        title="Posted fields that are wrong or missing (in brackets: not needed)",
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
    )
    for column in ("file", "medium", "outcome", "fields"):
        table.add_column(column, overflow="fold")
    for each in scores:
        if each.wrong or each.missing:
            outcome = each.result.decision.outcome.value if each.result else "no answer"
            table.add_row(
                Text(each.truth.file), each.truth.medium, outcome, Text(_some([*each.wrong, *(f"({place})" for place in each.missing)]))
            )
    return table


def _some(places: Sequence[str]) -> str:
    more = len(places) - NAMED_AT_MOST
    return ", ".join(places[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def _in_short(scores: Sequence[DocumentScore]) -> Iterator[str]:
    false = [each for each in scores if each.is_false_post]
    posted = tallies.posts(scores)
    right = sum(each.kind_is_right for each in scores)
    yield f"{len(scores)} papers, the kind of {right} right; {posted.did} of {posted.could} sound papers went straight through."
    if unanswered := [each.truth.file for each in scores if each.result is None]:
        yield f"No answer: {', '.join(unanswered)}."
    if not false:
        yield f"No false post among {posted.posted} papers posted."
    for each in false:
        why = each.truth.expected_findings or each.wrong or ["a person had to look at it"]
        yield f"FALSE POST {each.truth.file}: {_some(why)}."
