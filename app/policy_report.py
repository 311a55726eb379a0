"""What `tallyclerk policy` prints: the policy in force, a replay as a table, the measured error of automation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.automation import LOOKED_AT, Automation
from app.policies import Replay, Standing
from domain.decisions import Policy, WorkingTime
from domain.policy import PolicyBook, PolicyRule, PolicyVersion
from route.sampling import ErrorRate


def show_standing(standing: Standing, console: Console) -> None:
    """The policy in force, its proposals, and what there is to say of the file on disk."""
    version = standing.in_force
    if version is None:
        _say(console, f"In force: the default policy ({standing.book.hash}); nothing else was ever put in force.")
    else:
        _say(console, f"In force: {_titled(version)}, put in force by {version.approved_by} on {version.approved_at:%Y-%m-%d %H:%M} UTC.")
    for line in policy_lines(standing.book):
        _say(console, f"  {line}")
    for each in standing.proposed:
        _say(console, f"Proposed: {_titled(each)}; a lead other than {each.proposed_by} may put it in force.")
    if standing.says:
        _say(console, standing.says)


def policy_lines(book: PolicyBook) -> Iterator[str]:
    """The policy in lines: each default, with the contract's beside it where it differs, then each rule."""
    contract = Policy()
    for name, value in book.default:
        if isinstance(value, WorkingTime):
            yield f"working_time: {_working(value)}"
            continue
        usual = getattr(contract, name)
        # The contract names no threshold: without one it is what fits the models.
        differs = value != usual and name != "confidence_threshold"
        yield f"{name} = {_value(value)}" + (f"   (the contract's: {_value(usual)})" if differs else "")
    for rule in sorted(book.rules, key=lambda rule: rule.name):
        yield f"rule “{rule.name}”: {'; '.join(_rule(rule))}"


def show_replay(replay: Replay, console: Console) -> None:
    """Counts, and each document that would be decided otherwise."""
    counts = Table("outcome", "then", "now", "would be", title=f"{len(replay.documents)} documents")
    for column in counts.columns[1:]:
        column.justify = "right"
    for outcome, *numbers in replay.counts():
        counts.add_row(outcome, *(str(number) for number in numbers))
    console.print(counts)
    changed = [each for each in replay.documents if each.changed]
    if not changed:
        _say(console, "The policy would decide no document otherwise.")
    else:
        table = Table("document", "then", "now", "would be", "because", title=f"{len(changed)} would be decided otherwise")
        for each in changed:
            table.add_row(*(Text(_plain(text)) for text in (each.name, each.then, each.now, each.would, each.why)))
        console.print(table)
    moved = sum(each.then != each.now for each in replay.documents)
    if moved:
        _say(
            console,
            f"{moved} would be decided otherwise than then by the policy in force, too: orders, models or the policy changed since.",
        )
    for name, why in replay.failed:
        _say(console, f"“{name}” could not be tried: {why}")


def show_automation(found: Automation, console: Console) -> None:
    """The error of automation by kind and field, and whether the sample is whole."""
    _say(console, f"Of the last {LOOKED_AT} papers {found.posted} were posted by themselves. {found.sampled} papers were ever drawn:")
    _say(console, f"{len(found.waiting)} wait to be keyed, {len(found.disputed)} for a second person.")
    for title, rates in (("Papers with anything wrong", found.papers), ("Values", found.values)):
        if rates:
            console.print(_rates(title, rates))
    if found.papers:
        _say(console, "Between: Clopper and Pearson's exact interval at 95 %. What is disputed counts as wrong.")
    else:
        _say(console, "Nothing was keyed yet, so nothing is known of the error.")
    for sentence in found.meddled:
        _say(console, sentence)
    if found.sampled and not found.meddled:
        _say(console, "The drawing was done once more: the sample is as its key draws it.")


def _rates(title: str, rates: Sequence[ErrorRate]) -> Table:
    table = Table("kind", "field", "keyed", "wrong", "error", "between", title=title)
    for column in table.columns[2:]:
        column.justify = "right"
    for rate in rates:
        share = f"{rate.wrong / rate.values:.2%}"
        table.add_row(rate.kind, rate.field, str(rate.values), str(rate.wrong), share, f"{rate.low:.2%} – {rate.high:.2%}")
    return table


def _rule(rule: PolicyRule) -> Iterator[str]:
    for name in ("kinds", "suppliers", "plants", "findings"):
        wanted = getattr(rule, name)
        if wanted:
            yield f"{name} {', '.join(sorted(wanted))}"
    if rule.value_from is not None:
        yield f"value from {rule.value_from}"
    if rule.value_below is not None:
        yield f"value below {rule.value_below}"
    yield "→ " + ", ".join(
        [f"{name} {_value(value)}" for name, value in rule.named.items()]
        + [f"{code} at least {severity}" for code, severity in sorted(rule.severity.items())]
        + ([f"approvals {rule.approvals}"] if rule.approvals else [])
        + (["instead of the default"] if rule.instead_of_default else [])
    )


def _working(working: WorkingTime) -> str:
    where = " ".join(part for part in (working.country, working.subdivision) if part)
    days = ", ".join(working.weekdays)
    return f"{days} {working.opens:%H:%M}–{working.closes:%H:%M} {working.zone}, {f'holidays of {where}' if where else 'no holidays'}"


def _titled(version: PolicyVersion) -> str:
    name = f"“{_plain(version.book.version)}” " if version.book.version else ""
    return f"{name}{version.hash}, proposed by {version.proposed_by} on {version.proposed_at:%Y-%m-%d %H:%M} UTC"


def _value(value: object) -> str:
    return '""' if value == "" else "not set" if value is None else str(value)


def _say(console: Console, sentence: str) -> None:
    console.print(_plain(sentence), markup=False, highlight=False, soft_wrap=True)


def _plain(text: str) -> str:
    """Names of files come from outside: nothing in them may move the terminal's cursor."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
