"""People: signing in, locks against guessing, passwords, tokens of other programs, and the command that looks after them."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher, Type

from app import doctor, people
from app.cli import main
from app.settings import Settings
from domain.decisions import Queue
from domain.errors import UsageError
from domain.people import DECIDERS, Role, User
from domain.ports import Store
from storage.database import open_store
from tests.clock import FakeClock

GOOD = "seven brown cranes over Lübeck"


@pytest.fixture
def first(store: Store) -> dict[str, str]:
    return people.make_first_users(store)


def refused(store: Store, name: str, password: str, clock: FakeClock) -> str:
    with pytest.raises(people.SignInRefusedError) as caught:
        people.sign_in(store, name, password, clock=clock)
    return str(caught.value)


def test_passwords_are_hashed_with_what_owasp_asks_of_argon2id(strong_hasher: PasswordHasher) -> None:
    """19 MiB and two passes, or more memory: the least that the Password Storage Cheat Sheet recommends."""
    assert strong_hasher.type is Type.ID
    assert strong_hasher.memory_cost >= 19 * 1024
    assert strong_hasher.time_cost >= 2


def test_guessing_is_locked_out_for_longer_and_longer_and_a_right_password_forgets_it(
    store: Store, clock: FakeClock, first: dict[str, str]
) -> None:
    for _ in range(people.FREE_ATTEMPTS):
        assert "do not fit" in refused(store, "clerk", "guess", clock)
    assert "try again in a minute" in refused(store, "clerk", first["clerk"], clock)
    clock.go_on(minutes=1)
    assert "do not fit" in refused(store, "clerk", "guess", clock)
    assert "try again in 2 minutes" in refused(store, "clerk", first["clerk"], clock)
    clock.go_on(minutes=2)
    assert people.sign_in(store, "clerk", first["clerk"], clock=clock).name == "clerk"
    assert "do not fit" in refused(store, "clerk", "guess", clock)
    assert people.sign_in(store, "clerk", first["clerk"], clock=clock)


def test_a_lock_lasts_a_quarter_of_an_hour_at_most_and_nobodys_name_is_locked_alike(store: Store, clock: FakeClock) -> None:
    for _ in range(12):
        refused(store, "nobody", "guess", clock)
        clock.go_on(minutes=15)
    refused(store, "nobody", "guess", clock)
    assert "15 minutes" in refused(store, "nobody", "guess", clock)


def test_a_lock_of_one_name_leaves_all_others_alone(store: Store, clock: FakeClock, first: dict[str, str]) -> None:
    for _ in range(people.FREE_ATTEMPTS):
        refused(store, "clerk", "guess", clock)
    assert people.sign_in(store, "lead", first["lead"], clock=clock)


@pytest.mark.parametrize("password", ["short", "password123", "tallyclerk1", "aaaaaaaaaaaaaaaa", "qwertyuiop", "clerkclerk1", "x" * 129])
def test_a_password_that_is_guessed_first_is_refused_with_a_reason(password: str) -> None:
    problem = people.weakness(password, "clerk")
    assert problem
    assert problem.endswith(".")


@pytest.mark.parametrize("password", [GOOD, "kW9#vTq2!mLz", "ответ не здесь, а там", "    four blanks count   too"])
def test_long_words_in_any_script_and_blanks_are_good_passwords(password: str) -> None:
    assert people.weakness(password, "clerk") is None


def test_a_changed_password_is_the_only_one_that_opens(store: Store, clock: FakeClock, first: dict[str, str]) -> None:
    user = people.sign_in(store, "clerk", first["clerk"], clock=clock)
    with pytest.raises(UsageError, match="present password"):
        people.change_password(store, user, "wrong", GOOD)
    with pytest.raises(UsageError, match="too easy"):
        people.change_password(store, user, first["clerk"], "password1234")
    people.change_password(store, user, first["clerk"], GOOD)
    assert people.sign_in(store, "clerk", GOOD, clock=clock)
    assert "do not fit" in refused(store, "clerk", first["clerk"], clock)


def test_whoever_may_not_come_in_is_told_what_a_stranger_is_told(store: Store, clock: FakeClock, first: dict[str, str]) -> None:
    people.change_user(store, "clerk", by="admin", disabled=True)
    assert refused(store, "clerk", first["clerk"], clock) == refused(store, "nobody", "x", clock)


def test_the_last_admin_stays_one(store: Store, first: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="only admin"):
        people.change_user(store, "admin", by="admin", role=Role.CLERK)
    with pytest.raises(UsageError, match="only admin"):
        people.change_user(store, "admin", by="admin", disabled=True)
    people.add_user(store, "second", Role.ADMIN, by="admin")
    assert people.change_user(store, "admin", by="second", disabled=True).disabled


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "tab\tname", "nul\0"])
def test_a_name_that_nobody_could_see_is_no_name(store: Store, name: str) -> None:
    with pytest.raises(UsageError):
        people.add_user(store, name, Role.CLERK, by="admin")


def test_departments_of_ones_own_stand_for_those_of_the_role() -> None:
    assert {queue for queue in Queue if User(name="x", role=Role.CLERK).decides(queue)} == {Queue.PURCHASING, Queue.RECEIVING}
    assert User(name="x", role=Role.CLERK, departments=[Queue.QUALITY]).decides(Queue.QUALITY)
    for role in set(Role) - DECIDERS:
        assert not any(User(name="x", role=role, departments=list(Queue)).decides(queue) for queue in Queue)


def test_a_token_opens_with_its_users_rights_until_it_is_too_old_revoked_or_the_user_is_out(
    store: Store, clock: FakeClock, first: dict[str, str]
) -> None:
    token = people.make_token(store, "clerk", "the portal", days=30, by="admin", clock=clock)
    opened = people.user_of_token(store, token, clock=clock)
    assert opened
    assert opened.name == "clerk"
    for wrong in ("", "tallyclerk", "tallyclerk__", token[:-1], token + "x", token.replace("tallyclerk", "other"), "tallyclerk_00_x"):
        assert people.user_of_token(store, wrong, clock=clock) is None
    people.change_user(store, "clerk", by="admin", disabled=True)
    assert people.user_of_token(store, token, clock=clock) is None
    people.change_user(store, "clerk", by="admin", disabled=False)
    assert people.user_of_token(store, token, clock=clock)
    clock.now += timedelta(days=30)
    assert people.user_of_token(store, token, clock=clock) is None
    other = people.make_token(store, "clerk", "x", days=1, by="admin", clock=clock)
    with store.begin() as work:
        assert work.tokens.revoke(other.split("_")[1], by="admin")
        assert not work.tokens.revoke("none", by="admin")
    assert people.user_of_token(store, other, clock=clock) is None
    with store.begin(reading=True) as work:
        told = [entry.action for entry in work.audit.of_subject("user:clerk")]
    assert told.count("token made") == 2
    assert "token revoked" in told


def test_the_command_adds_lists_and_changes_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TALLYCLERK_DATA_DIR", str(tmp_path))
    clock = FakeClock()
    assert main(["users", "add", "ana", "--role", "inspector"]) == 0
    password = capsys.readouterr().out.split(" with ")[1].split()[0]
    store = open_store(f"sqlite:///{tmp_path / 'tallyclerk.db'}", clock)
    assert people.sign_in(store, "ana", password, clock=clock).must_change
    assert main(["users", "change", "ana", "--role", "clerk", "--department", "quality"]) == 0
    assert main(["users", "token", "ana", "--for", "the portal"]) == 0
    token = capsys.readouterr().out.strip()
    assert main(["users", "list"]) == 0
    listed = capsys.readouterr().out
    assert "quality" in listed
    assert "the portal" in listed
    assert main(["users", "revoke", token.split("_")[1]]) == 0
    assert main(["users", "revoke", token.split("_")[1]]) == 1
    assert main(["users", "disable", "ana"]) == 0
    assert main(["users", "password", "nobody"]) == 2
    assert "There is no user nobody" in capsys.readouterr().err
    store.close()


def test_the_doctor_says_where_two_people_are_asked_for_and_fewer_are_there(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)

    def told() -> doctor.Diagnosis:
        return next(each for each in doctor.diagnose(settings) if each.part == "People")

    assert (told().verdict, told().found) == (doctor.GOOD, "none yet: the first start makes them")
    with closing(open_store(settings.database_url, FakeClock())) as store:
        people.make_first_users(store)
        assert (told().verdict, told().found) == (doctor.POOR, "fewer than two decide in: compliance (1)")
        people.add_user(store, "ana", Role.CLERK, [Queue.COMPLIANCE, Queue.PURCHASING], by="admin")
        assert told().verdict == doctor.GOOD
        people.change_user(store, "lead", by="admin", disabled=True)
        assert told().found == "fewer than two decide in: quality (1), receiving (1), compliance (1)"
