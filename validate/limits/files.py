"""The limits files beside this module: read once, checked, and found by every name that a grade goes by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import yaml
from pydantic import ValidationError

from domain.errors import UsageError
from validate.limits.designations import grade_pieces
from validate.limits.tables import GradeLimits


@cache
def all_grades() -> tuple[GradeLimits, ...]:
    """Every grade on file, in the order of the files' names.

    Raises:
        UsageError: a file is malformed; the message names the file and the key.
    """
    found = sorted((each for each in files(__package__).iterdir() if each.name.endswith(".yaml")), key=lambda each: each.name)
    return tuple(read_limits(each.name, each.read_text(encoding="utf-8")) for each in found)


def read_limits(name: str, text: str) -> GradeLimits:
    """The content of the limits file of that name.

    Raises:
        UsageError: it is malformed; the message names the file and the key.
    """
    try:
        return GradeLimits.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise UsageError(f"The limits file {name} is no YAML{f' at line {mark.line + 1}' if mark else ''}: correct it.") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(step) for step in first["loc"]) or "the whole file"
        raise UsageError(f"The limits file {name} is wrong at {key}: {first['msg'].removeprefix('Value error, ')}.") from error


def grades_named(text: str) -> tuple[GradeLimits, ...]:
    """The grades that a text names (`1.4301/304L` names two); empty unless limits are on file for every one of them."""
    names = _names()
    for pieces in grade_pieces(text):
        found = [names.get(piece) for piece in pieces]
        if found and all(found):
            return tuple({grade.grade: grade for grade in found if grade}.values())
    return ()


@cache
def _names() -> Mapping[str, GradeLimits]:
    return by_name(all_grades())


def by_name(grades: Iterable[GradeLimits]) -> Mapping[str, GradeLimits]:
    """The grades by the key of every name they go by.

    Raises:
        UsageError: two grades go by one name.
    """
    names: dict[str, GradeLimits] = {}
    for grade in grades:
        for alias in (grade.grade, *grade.aliases):
            key = "".join(grade_pieces(alias)[0])
            if names.setdefault(key, grade) is not grade:
                raise UsageError(f"The limits files of {names[key].grade} and {grade.grade} both claim the name {alias}: strike one.")
    return names
