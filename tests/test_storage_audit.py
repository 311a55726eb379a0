"""The audit log: whoever edits, deletes, moves or cuts off entries behind its back is found out."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from domain.ports import Store

LENGTH = 12


def write(store: Store, entries: int = LENGTH) -> None:
    with store.begin() as work:
        for number in range(entries):
            work.audit.append(
                actor="ana", action="approved", subject=f"case:{number % 3}", before={"n": number}, after={"n": number + 1, "ü": None}
            )


def broken(store: Store) -> int | None:
    with store.begin(reading=True) as work:
        return work.audit.first_broken()


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    opened = create_engine(store_url.replace("postgresql://", "postgresql+psycopg://"))
    yield opened
    opened.dispose()


def without_triggers(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    for table, names in {
        "audit": ["audit_no_update", "audit_no_delete"],
        "audit_head": ["audit_head_no_delete", "audit_head_forward"],
    }.items():
        for name in names if sqlite else ["ALL"]:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}" if sqlite else f"ALTER TABLE {table} DISABLE TRIGGER {name}"))


def test_an_empty_and_an_untouched_log_are_whole(store: Store) -> None:
    assert broken(store) is None
    write(store)
    assert broken(store) is None


def test_entries_come_back_as_they_were_written(store: Store) -> None:
    write(store, 4)
    with store.begin() as work:
        first, second = work.audit.of_subject("case:0")
    assert (first.sequence, first.actor, first.action, first.before, first.after) == (1, "ana", "approved", {"n": 0}, {"n": 1, "ü": None})
    assert second.sequence == 4
    assert len(first.hash) == 64


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'bo' WHERE sequence = 2",
        "DELETE FROM audit WHERE sequence = 2",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET sequence = 1",
    ],
)
def test_the_database_itself_refuses_changes(store: Store, engine: Engine, statement: str) -> None:
    write(store)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    assert broken(store) is None


@pytest.mark.parametrize("column", ["actor", "action", "subject", "before", "after", "hash"])
def test_an_edited_entry_is_found(store: Store, engine: Engine, column: str) -> None:
    write(store)
    with engine.begin() as connection:
        without_triggers(connection)
        connection.execute(text(f"UPDATE audit SET {column} = '{{}}' WHERE sequence = 5"))
    assert broken(store) == 5


def test_a_moved_time_is_found(store: Store, engine: Engine) -> None:
    write(store)
    with engine.begin() as connection:
        without_triggers(connection)
        connection.execute(text("UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE sequence = 3"))
    assert broken(store) == 3


def test_a_deleted_entry_is_found(store: Store, engine: Engine) -> None:
    write(store)
    with engine.begin() as connection:
        without_triggers(connection)
        connection.execute(text("DELETE FROM audit WHERE sequence = 7"))
    assert broken(store) == 7


def test_entries_that_changed_places_are_found(store: Store, engine: Engine) -> None:
    write(store)
    with engine.begin() as connection:
        without_triggers(connection)
        for old, new in ((4, 1000), (9, 4), (1000, 9)):
            connection.execute(text(f"UPDATE audit SET sequence = {new} WHERE sequence = {old}"))
    assert broken(store) == 4


def test_a_log_cut_short_is_found(store: Store, engine: Engine) -> None:
    write(store)
    with engine.begin() as connection:
        without_triggers(connection)
        connection.execute(text("DELETE FROM audit WHERE sequence > 10"))
    assert broken(store) == 11


def test_an_emptied_log_is_found(store: Store, engine: Engine) -> None:
    write(store)
    with engine.begin() as connection:
        without_triggers(connection)
        connection.execute(text("DELETE FROM audit"))
    assert broken(store) == 1


def test_an_inserted_entry_is_found(store: Store, engine: Engine) -> None:
    write(store)
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO audit SELECT 13, at, actor, action, subject, before, after, hash FROM audit WHERE sequence = 12")
        )
    assert broken(store) == 13


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sequence=st.integers(1, LENGTH),
    column=st.sampled_from(["actor", "action", "subject", "before", "after"]),
    value=st.text('ab{}"1 ', max_size=6),
)
def test_any_other_text_anywhere_is_found(store: Store, engine: Engine, sequence: int, column: str, value: str) -> None:
    if broken(store) is None:
        with store.begin() as work:
            missing = LENGTH - len([*work.audit.of_subject("case:0"), *work.audit.of_subject("case:1"), *work.audit.of_subject("case:2")])
        write(store, missing)
        with engine.begin() as connection:
            without_triggers(connection)
    read, change = (
        text(f"SELECT {column} FROM audit WHERE sequence = :at"),
        text(f"UPDATE audit SET {column} = :value WHERE sequence = :at"),
    )
    with engine.begin() as connection:
        original = connection.execute(read, {"at": sequence}).scalar_one()
        connection.execute(change, {"at": sequence, "value": value})
    assert broken(store) == (None if value == original else sequence)
    with engine.begin() as connection:
        connection.execute(change, {"at": sequence, "value": original})
    assert broken(store) is None


@given(
    before=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
    actor=st.text(max_size=10),
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_keeps_the_chain_whole(store: Store, before: object, actor: str) -> None:
    with store.begin() as work:
        work.audit.append(actor=actor, action="any", subject=actor, before={"it": before})
    assert broken(store) is None
