"""Writes the table of the rules from their docstrings: `python -m validate.rules --write docs/rules.md`."""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType

from domain.doctype import Rule
from domain.findings import FindingCode, Severity
from validate.rules import CERTIFICATE_RULES, COMMON_RULES, CONFIRMATION_RULES, LINE_RULES, SHIP_NOTICE_RULES

_PAPERS = (
    ("Every paper", COMMON_RULES),
    ("Order confirmations", CONFIRMATION_RULES),
    ("Ship notices", SHIP_NOTICE_RULES),
    ("Material certificates", CERTIFICATE_RULES),
)
_HEAD = """# The rules

Made from the docstrings of `validate/rules` by `make rules`; do not edit it. What each claims should hold; where it does not, the rule
raises a finding with one of the codes and severities named. An example raises a finding, a counter-example looks like one and raises none.
"""
_EXAMPLE = re.compile(r"^(?P<claim>.+?) Examples?: (?P<example>.+?) Counter-examples?: (?P<counter>.+)$")


def table() -> str:
    """The page, in Markdown; a ValueError names a rule whose docstring lacks its example or counter-example."""
    parts = [_HEAD]
    for title, rules in _PAPERS:
        parts.append(f"\n## {title}\n\n| Rule | Claims | Codes | Severity | Example | Counter-example |\n|---|---|---|---|---|---|\n")
        parts.extend(_row(rule) for rule in rules)
    shared = ", ".join(f"`{_function(rule).__name__}`" for rule in LINE_RULES)
    parts.append(f"\n{shared} are kept by confirmations and ship notices, `posted_values_are_sure` by every kind of paper.\n")
    return "".join(parts)


def _row(rule: Rule) -> str:
    function = _function(rule)
    told = _EXAMPLE.match(" ".join((inspect.getdoc(function) or "").split()))
    if told is None:
        raise ValueError(f"The docstring of {function.__name__} lacks its “Example:” or its “Counter-example:”.")
    names = list(dict.fromkeys(_names(function, set())))
    codes = ", ".join(f"`{FindingCode[name].value}`" for name in names if name in FindingCode.__members__)
    severities = ", ".join(severity.value for severity in Severity if severity.name in names)
    where = f"`{function.__module__.rpartition('.')[2]}.{function.__name__}`"
    cells = (where, told["claim"], codes, severities, told["example"], told["counter"])
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _function(rule: Rule) -> FunctionType:
    if not isinstance(rule, FunctionType):
        raise TypeError(f"{rule!r} is no plain function.")
    return rule


def _names(function: FunctionType, seen: set[FunctionType]) -> Iterator[str]:
    """The global and attribute names in a function and in those of the rules' modules that it calls."""
    seen.add(function)
    for name in _of_code(function.__code__):
        yield name
        called = function.__globals__.get(name)
        if isinstance(called, FunctionType) and called.__module__.startswith("validate.rules.") and called not in seen:
            yield from _names(called, seen)


def _of_code(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _of_code(constant)


def main() -> None:
    """Prints the table, or writes it to a file."""
    parser = argparse.ArgumentParser(prog="python -m validate.rules", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write it there instead of printing it")
    target = parser.parse_args().write
    if target:
        target.write_text(table(), encoding="utf-8")
    else:
        sys.stdout.write(table())


if __name__ == "__main__":
    main()
