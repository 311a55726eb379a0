"""Policy files: the whole of one is taken, or none, with one sentence that names the line and the key."""

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.policy_file import parse_policy, read_policy
from doctypes import find_doctypes
from domain.decisions import Policy, Weekday
from domain.errors import UsageError
from domain.findings import FindingCode, Severity
from domain.paper import Kind
from domain.policy import PolicyBook
from domain.signals import Measure, SignalCode
from extract.confidence import shipped

DOCTYPES = find_doctypes()
DOCS = Path(__file__).parent.parent / "docs" / "policy.md"


def parsed(text: str) -> PolicyBook:
    return parse_policy(text, Policy(), DOCTYPES)


def test_what_a_file_does_not_name_stays_the_contracts() -> None:
    book = parsed("[default]\nlate_days = 5\n")
    assert book.default == Policy(late_days=5)
    assert parsed("") == PolicyBook()


def test_numbers_are_what_is_written() -> None:
    assert parsed("[default]\nprice_warning_pct = 0.1").default.price_warning_pct == Decimal("0.1")


def test_a_rule_is_read_with_its_conditions_thresholds_and_severities() -> None:
    book = parsed(
        '[[rule]]\nname = "steel"\nkinds = ["certificate"]\nplants = ["1000"]\nvalue_from = 5000\nconfidence_threshold = 0.99\n'
        'approvals = 2\n[rule.severity]\nborderline = "error"\n[[rule]]\nname = "all"\nlate_days = 1\n'
    )
    steel = book.rules[0]
    assert (steel.kinds, steel.plants, steel.approvals) == ({Kind.CERTIFICATE}, {"1000"}, 2)
    assert steel.severity == {FindingCode.BORDERLINE: Severity.ERROR}
    assert steel.named == {"confidence_threshold": 0.99}
    assert book.rules[1].named == {"late_days": 1}


def test_a_target_error_without_a_threshold_gets_the_one_that_fits_the_models() -> None:
    strict, lax = (parsed(f"[default]\ntarget_error = {error}").default.confidence_threshold for error in ("0.0002", "0.05"))
    assert (strict, lax) == (shipped().threshold(0.0002), shipped().threshold(0.05))
    assert strict >= lax  # the same where the lowest threshold that is allowed meets the strictest target
    assert parsed("[default]\ntarget_error = 0.05\nconfidence_threshold = 0.99").default.confidence_threshold == 0.99


def test_the_example_of_the_documentation_is_a_policy_with_every_key() -> None:
    text = DOCS.read_text(encoding="utf-8")
    example = text.split("```toml")[1].split("```")[0]
    book = parsed(example)
    assert book.default.working_time.weekdays[0] is Weekday.MONDAY
    keys = {line.split("=")[0].strip() for line in example.splitlines() if "=" in line}
    assert set(Policy.model_fields) - {"working_time", "confidence"} <= keys
    assert {"kinds", "suppliers", "plants", "value_from", "value_below", "findings", "approvals", "instead_of_default"} <= keys


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 1", r"line 1: colour: there is no such key; there are version, default, rule"),
        ("[default]\n\nlate_day = 1", r"line 3: default\.late_day: there is no such key; did you mean late_days"),
        ("[default]\nlate_days = -1", r"line 2: default\.late_days: input should be greater than or equal to 0"),
        ("[default]\nlate_days = true", r"line 2: default\.late_days: write a number, not true or false"),
        ("[default]\nlate_days = 'x'", r"line 2: default\.late_days: input should be a valid integer"),
        ("[default]\nprice_error_pct = nan", r"line 2: default\.price_error_pct"),
        ("[default]\nprice_error_pct = 0.1", r"default\.price_warning_pct: it is above price_error_pct"),
        ("[default]\nmaterial_value = -1", r"line 2: default\.material_value"),
        ("[default]\nconfidence_threshold = 1.5", r"line 2: default\.confidence_threshold"),
        ("[default.confidence]\n'lines.colour' = 0.9", r"line 2: default\.confidence\.lines\.colour: no value of that name is posted"),
        (
            "[default]\nlate_days = 1\n[default.working_time]\ncountry = 'XX'",
            r"line 3: default\.working_time: no holidays are known of 'XX'",
        ),
        ("[default.working_time]\nzone = 'Mars/Olympus'", r"line 1: default\.working_time: there is no time zone"),
        ("[default.working_time]\nopens = 17:00:00\ncloses = 08:00:00", r"working_time: the working day must open before it closes"),
        (
            "[[rule]]\nname = 'a'\nlate_days = 1\n[[rule]]\nname = 'a'\nlate_days = 2",
            r"line 5: rule 2\.name: another rule is called 'a', too",
        ),
        ("[[rule]]\nname = 'a'\nlate_days = 1\n[[rule]]\nname = 'b'\nlatedays = 2", r"line 6: rule 2\.latedays: .* did you mean late_days"),
        ("[[rule]]\nlate_days = 1", r"line 1: rule 1\.name: field required"),
        ("[[rule]]\nname = 'a'", r"line 1: rule 1: the rule asks for nothing"),
        ("[[rule]]\nname = 'a'\nkinds = ['invoice']\nlate_days = 1", r"line 3: rule 1\.kinds"),
        ("[[rule]]\nname = 'a'\nseverity.price = 'error'", r"line 3: rule 1\.severity\.price"),
        ("[[rule]]\nname = 'a'\nseverity.price_variance = 'bad'", r"line 3: rule 1\.severity\.price_variance"),
        ("[rule]\nname = 'a'", r"line 1: rule: write each rule under \[\[rule\]\]"),
        ("version = 3", r"line 1: version: write it in quotes"),
        ("[default\nx", r"is not TOML: .*line 1"),
    ],
)
def test_a_wrong_file_is_refused_whole_with_the_line_and_the_key(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        parsed(text)
    assert str(caught.value).startswith("The policy policy.toml")
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'version = "\xe4"')
    (tmp_path / "huge.toml").write_bytes(b"#" * 2_000_000)
    for name, said in (("none.toml", "cannot be read"), ("latin.toml", "UTF-8"), ("huge.toml", "larger than")):
        with pytest.raises(UsageError, match=said):
            read_policy(tmp_path / name, Policy(), DOCTYPES)


scalars = st.one_of(st.integers(), st.floats(), st.booleans(), st.text(max_size=4)).map(lambda value: repr(value).lower().replace("'", '"'))
lines = st.one_of(
    st.sampled_from(["[default]", "[[rule]]", "[default.working_time]", "[default.confidence]", "[rule.severity]", "[rule]", "[[rule.x]]"]),
    st.builds(
        lambda key, value: f"{key} = {value}", st.sampled_from([*Policy.model_fields, "name", "kinds", "severity", "rule", "x"]), scalars
    ),
    st.text(max_size=10),
)


@settings(deadline=None)
@given(st.lists(lines, max_size=6).map("\n".join))
def test_whatever_stands_in_a_file_it_is_a_policy_or_one_sentence(text: str) -> None:
    with suppress(UsageError):
        assert parsed(text).hash.startswith("sha256:")


def test_what_a_signal_asks_for_is_written_by_its_name_and_anything_else_is_refused_with_what_there_is() -> None:
    book = parsed('[default]\nsignals = { unknown_sender = "ask", altered_print = "stop" }\n')
    assert book.default.measure(SignalCode.UNKNOWN_SENDER) is Measure.ASK
    assert book.default.measure(SignalCode.BANK_CHANGED) is Measure.STOP
    for wrong in ('{ stranger = "ask" }', '{ unknown_sender = "shout" }', '"stop"'):
        with pytest.raises(UsageError, match="signals"):
            parsed(f"[default]\nsignals = {wrong}\n")
