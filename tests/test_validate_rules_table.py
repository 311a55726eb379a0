"""The table of rules in docs/rules.md is the code's."""

import runpy
from pathlib import Path

RULES = runpy.run_module("validate.rules.__main__")


def test_the_table_of_rules_is_up_to_date() -> None:
    assert Path(__file__).parents[1].joinpath("docs/rules.md").read_text(encoding="utf-8") == RULES["table"](), "run make rules"


def test_every_rule_names_a_code_and_a_severity() -> None:
    rows = [row.split(" | ") for row in RULES["table"]().splitlines() if row.startswith("| `")]
    assert len(rows) > 25
    assert [row[0] for row in rows if not row[2] or not row[3]] == []


def test_codes_that_a_rule_raises_through_another_function_are_named() -> None:
    row = next(row for row in RULES["table"]().splitlines() if row.startswith("| `confirmation.promises_are_in_time`"))
    assert "`delivery_late`, `delivery_early`" in row
    assert " info, warning " in row or " warning, info " in row
