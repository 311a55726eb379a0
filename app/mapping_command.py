"""The verbs of `tallyclerk mappings`, over the store that the settings name; no paper is read, so no reader is started."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app import mappings
from app.bootstrap import build
from app.mappings import MappingView, Trial
from app.options import settings_of
from app.pipeline import Pipeline
from domain.errors import UsageError
from domain.mappings import MappingState
from domain.people import User

_WIDTH_OF_A_FILE = 160


def run(arguments: argparse.Namespace) -> int:
    """Runs the verb that was named; returns the exit code."""
    console = Console()
    if not console.is_terminal:  # names of papers are not cut in a file
        console = Console(width=_WIDTH_OF_A_FILE)
    with build(settings_of(arguments)) as tally:
        try:
            _run(tally.pipeline, arguments, console)
        except KeyError:
            raise UsageError(f"There is no mapping {arguments.number}; 'tallyclerk mappings list' lists them.") from None
    return 0


def _run(pipeline: Pipeline, arguments: argparse.Namespace, console: Console) -> None:
    match arguments.verb:
        case "list":
            state = MappingState(arguments.state) if arguments.state else None
            _list(pipeline, " ".join(arguments.words), arguments.supplier, state, console)
        case "show":
            for line in _lines(mappings.shown(pipeline, arguments.number)):
                _say(console, line)
        case "test":
            _show_trial(mappings.try_out(pipeline, arguments.number, last=arguments.last), console)
        case verb:
            user, version = _person(pipeline, arguments.by), mappings.shown(pipeline, arguments.number).mapping.version
            said = {"version": version, "reason": arguments.reason}
            if verb == "confirm":
                mapping = mappings.confirm(pipeline, arguments.number, user, factor=arguments.factor, **said)
            else:
                mapping = mappings.revoke(pipeline, arguments.number, user, **said)
            _say(console, f"Mapping {mapping.mapping_id} is {_named(mapping.state)}: {mapping.words}.")


def _list(pipeline: Pipeline, words: str, supplier_id: str | None, state: MappingState | None, console: Console) -> None:
    table = Table("number", "supplier", "what it says", "state", "papers that agree", "papers that contradict")
    page, found = 0, 0
    while page == 0 or found > page * mappings.SHOWN_MAPPINGS:
        page += 1
        views = mappings.listed(pipeline, words=words, supplier_id=supplier_id, state=state, page=page)
        found += len(views)
        for view in views[: mappings.SHOWN_MAPPINGS]:
            each = view.mapping
            cells = (str(each.mapping_id), each.supplier_id, each.words, _named(each.state), str(view.agreeing), str(view.contradicting))
            table.add_row(*(Text(_plain(cell)) for cell in cells))
        if len(views) <= mappings.SHOWN_MAPPINGS:
            break
    if found:
        console.print(table)
    else:
        _say(console, "Nothing of that was learned. What people approve is learned from; see 'docs/mappings.md'.")


def _lines(view: MappingView) -> Iterator[str]:
    mapping = view.mapping
    yield f"Mapping {mapping.mapping_id} of {mapping.supplier_id}: {mapping.words}. It is {_named(mapping.state)}."
    if mapping.decided_at:
        yield f"By {mapping.decided_by} on {mapping.decided_at:%Y-%m-%d %H:%M} UTC: {mapping.reason}"
    yield f"{view.agreeing} approved papers say so, {view.contradicting} say otherwise."
    for each in view.evidence:
        gone = "" if each.stands else f", but the paper is {each.state} by now and does not count"
        verb = "says so" if each.agrees else "says otherwise"
        yield f"  {each.at:%Y-%m-%d} “{each.name}” {verb} (case {each.case_id}, approved by {' and '.join(each.people)}){gone}"
    for rival in view.rivals:
        yield f"Of the same words: mapping {rival.mapping_id} ({_named(rival.state)}): {rival.words}."
    yield f"{len(view.uses)} papers were posted with its help."
    for use in view.uses:
        yield f"  {use.at:%Y-%m-%d} “{use.name}” ({use.state}): {use.said}"


def _show_trial(trial: Trial, console: Console) -> None:
    papers = len(trial.papers)
    tried = f"{papers} paper{'' if papers == 1 else 's'} of the supplier {'was' if papers == 1 else 'were'} tried"
    _say(console, f"{tried}; the mapping makes a difference for {len(trial.changed)}.")
    for each in trial.changed:
        _say(console, f"“{each.name}”: {each.without} without it, {each.with_it} with it.")
        for sign, sentences in (("~", each.lines), ("+", each.appear), ("-", each.vanish)):
            for sentence in sentences:
                _say(console, f"  {sign} {sentence}")
    for name, why in trial.failed:
        _say(console, f"“{name}” could not be tried: {why}")


def _person(pipeline: Pipeline, name: str) -> User:
    with pipeline.store.begin(reading=True) as work:
        user = work.users.get(name)
    if user is None or user.disabled:
        raise UsageError(f"There is no user {name} who may come in.")
    return user


def _named(state: MappingState) -> str:
    return state.value.replace("_", " ")


def _say(console: Console, sentence: str) -> None:
    console.print(_plain(sentence), markup=False, highlight=False, soft_wrap=True)


def _plain(text: str) -> str:
    """Names of papers come from outside: nothing in them may move the terminal's cursor."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
