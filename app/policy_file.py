"""Reads `policy.toml`: the whole of it, or none with one sentence that names the line and the key."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from domain.decisions import Policy, WorkingTime
from domain.doctype import DocType
from domain.errors import UsageError
from domain.policy import PolicyBook, PolicyRule, Thresholds
from extract.confidence import shipped
from route.deadlines import problem

POLICY_FILE = "policy.toml"

_TOP = ("version", "default", "rule")
_RULE = tuple(name for name in PolicyRule.model_fields if name != "thresholds")
_THRESHOLDS = tuple(Thresholds.model_fields)
_LARGEST_BYTES = 1_000_000
_NAME = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_DOTTED = rf"(?:{_NAME.pattern})(?:\s*\.\s*(?:{_NAME.pattern}))*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")

Place = tuple[str | int, ...]
_Model = TypeVar("_Model", bound=BaseModel)


class _WrongError(Exception):
    """A place in the file and what is wrong there."""

    def __init__(self, place: Place, words: str) -> None:
        super().__init__(words)
        self.place = place
        self.words = words


def read_policy(path: Path, standard: Policy, doctypes: Sequence[DocType]) -> tuple[PolicyBook, str]:
    """The policy that the file holds, over the given default thresholds, and its text.

    Raises:
        UsageError: the file cannot be read, or anything in it is unknown or wrong.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise UsageError(f"The policy {path} is larger than a megabyte: that is none.")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"The policy {path} is not written in UTF-8: save the file as UTF-8.") from error
    except OSError as error:
        raise UsageError(f"The policy {path} cannot be read: {error.strerror}.") from error
    return parse_policy(text, standard, doctypes, source=str(path)), text


def parse_policy(text: str, standard: Policy, doctypes: Sequence[DocType], *, source: str = POLICY_FILE) -> PolicyBook:
    """The policy that the text holds, over the given default thresholds.

    Raises:
        UsageError: one sentence that names the line and the key that is wrong.
    """
    try:
        # Numbers stay as they are written: no tolerance goes through a binary fraction.
        return _book(tomllib.loads(text, parse_float=Decimal), standard, doctypes)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The policy {source} is not TOML: {error}.") from None
    except RecursionError:
        raise UsageError(f"The policy {source} is nested too deeply.") from None
    except _WrongError as error:
        line = _line_of(text, error.place)
        where = f", line {line}" if line else ""
        raise UsageError(f"The policy {source}{where}: {_named(error.place)}: {error.words}.") from None


def _book(table: Mapping[str, Any], standard: Policy, doctypes: Sequence[DocType]) -> PolicyBook:
    _known(table, _TOP, ())
    version = table.get("version", "")
    if not isinstance(version, str):
        raise _WrongError(("version",), "write it in quotes")
    rules = table.get("rule", [])
    if not isinstance(rules, list):
        raise _WrongError(("rule",), "write each rule under [[rule]]")
    default = _default(table.get("default", {}), standard, doctypes)
    made = tuple(_rule(rule, ("rule", place)) for place, rule in enumerate(rules))
    names = [rule.name for rule in made]
    twice = next((place for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise _WrongError(("rule", twice, "name"), f"another rule is called {names[twice]!r}, too")
    return _valid(PolicyBook, {"version": version, "default": default, "rules": made}, ())


def _default(table: Any, standard: Policy, doctypes: Sequence[DocType]) -> Policy:
    place: Place = ("default",)
    if not isinstance(table, dict):
        raise _WrongError(place, "write the default thresholds under [default]")
    _known(table, tuple(Policy.model_fields), place)
    _no_truth_values(table, place, but=("ask_reasons",))
    working = table.get("working_time")
    if isinstance(working, dict):
        _known(working, tuple(WorkingTime.model_fields), (*place, "working_time"))
    if isinstance(table.get("confidence"), dict):
        _known_values(table["confidence"], doctypes, (*place, "confidence"))
    policy = _valid(Policy, {**standard.model_dump(), **table}, place)
    if "target_error" in table and "confidence_threshold" not in table:
        policy = policy.model_copy(update={"confidence_threshold": shipped().threshold(policy.target_error)})
    if policy.price_warning_pct > policy.price_error_pct:
        raise _WrongError((*place, "price_warning_pct"), f"it is above price_error_pct ({policy.price_error_pct})")
    if policy.material_value < 0:
        raise _WrongError((*place, "material_value"), "it is below nothing")
    wrong = problem(policy.working_time)
    if wrong is not None:
        raise _WrongError((*place, "working_time"), wrong)
    return policy


def _rule(table: Any, place: Place) -> PolicyRule:
    if not isinstance(table, dict):
        raise _WrongError(place, "write each rule under [[rule]]")
    _known(table, (*_RULE, *_THRESHOLDS), place)
    _no_truth_values(table, place, but=("instead_of_default",))
    own = {name: value for name, value in table.items() if name in _RULE}
    thresholds = {name: value for name, value in table.items() if name in _THRESHOLDS}
    return _valid(PolicyRule, {**own, "thresholds": _valid(Thresholds, thresholds, place)}, place)


def _known(table: Mapping[str, Any], names: Iterable[str], place: Place) -> None:
    for name in table:
        if name not in names:
            near = difflib.get_close_matches(name, [*names], n=1)
            hint = f"; did you mean {near[0]}" if near else f"; there are {', '.join(names)}"
            raise _WrongError((*place, name), f"there is no such key{hint}")


def _known_values(table: Mapping[str, Any], doctypes: Sequence[DocType], place: Place) -> None:
    """Refuses a threshold for a value that nothing posts: it would guard nothing."""
    for name in table:
        lines = name.removeprefix("lines.")
        posted = any(
            name in each.posted_fields
            or (lines != name and lines in each.posted_line_fields)
            or name.split(".")[0] in ("heats", "packages")
            for each in doctypes
        )
        if not posted and not name.startswith(("lines.lots.", "lines.schedule.")):
            raise _WrongError((*place, name), "no value of that name is posted; write names like document_number or lines.unit_price")


def _no_truth_values(table: Mapping[str, Any], place: Place, *, but: Sequence[str]) -> None:
    for name, value in table.items():
        if isinstance(value, bool) and name not in but:
            raise _WrongError((*place, name), "write a number, not true or false")


def _valid(model: type[_Model], values: Mapping[str, Any], place: Place) -> _Model:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        words = first["msg"].removeprefix("Value error, ")
        within = tuple(part for part in first["loc"] if part not in ("frozenset", "[key]"))
        raise _WrongError((*place, *within), words[:1].lower() + words[1:]) from None


def _line_of(text: str, place: Place) -> int | None:
    """The line that names the most of that place: its key, or else the table that it should stand in; None where none does."""
    best, found = 0, None
    at: Place = ()
    rule = -1
    for number, line in enumerate(text.splitlines(), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            names = _names(header[2])
            rule += header[1] == "[[" and names == ("rule",)
            inside_rule = names[:1] == ("rule",) and (len(names) > 1 or header[1] == "[[")
            at = ("rule", rule, *names[1:]) if inside_rule else names
        elif not key:
            continue
        here = at if header else (*at, *_names(key[1] if key else ""))
        shared = next((length for length in range(min(len(here), len(place)), 0, -1) if here[:length] == place[:length]), 0)
        if shared > best and (place[:1] != ("rule",) or len(place) == 1 or shared > 1):
            best, found = shared, number
    return found


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in _NAME.findall(dotted))


def _named(place: Place) -> str:
    if place[:1] == ("rule",) and len(place) > 1:
        ordinal = int(place[1]) + 1
        return ".".join([f"rule {ordinal}", *(str(part) for part in place[2:])])
    return ".".join(str(part) for part in place) or "the whole"
