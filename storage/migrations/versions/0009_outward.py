"""Outcomes for other programs, deliveries, notices to people, and who those are at an identity provider."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcTime, Words

revision = "0009_outward"
down_revision = "0008_handed_over"

_COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_DOCUMENT = 71


def upgrade() -> None:
    with op.batch_alter_table("users") as users:
        users.add_column(sa.Column("email", Words, nullable=False, server_default=""))
        users.add_column(sa.Column("subject", sa.String(600)))
        users.create_unique_constraint("uq_users_subject", ["subject"])
    _create_events()
    _create_deliveries()
    _create_notices()


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("row", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("event_id", sa.String(40), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("document_id", sa.String(_DOCUMENT), nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("spread", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_events"),
        sa.UniqueConstraint("event_id", name="uq_events_event_id"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_events_document_id"),
    )
    op.create_index("ix_events_spread_row", "events", ["spread", "row"])
    op.create_index("ix_events_document_id_row", "events", ["document_id", "row"])


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("row", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("message_id", sa.String(40), nullable=False),
        sa.Column("via", sa.String(20), nullable=False),
        sa.Column("target", sa.String(320), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("document_id", sa.String(_DOCUMENT)),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error", Words),
        sa.Column("planned_at", UtcTime, nullable=False),
        sa.Column("not_before", UtcTime, nullable=False),
        sa.Column("settled_at", UtcTime),
        sa.PrimaryKeyConstraint("row", name="pk_deliveries"),
        sa.UniqueConstraint("message_id", "via", "target", name="uq_deliveries_message_id_via_target"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_deliveries_document_id"),
    )
    op.create_index("ix_deliveries_document_id", "deliveries", ["document_id"])
    op.create_index("ix_deliveries_state_not_before", "deliveries", ["state", "not_before"])


def _create_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("number", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("user", sa.String(200), nullable=False),
        sa.Column("case_id", _COUNTER, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("words", Words, nullable=False),
        sa.Column("made_at", UtcTime, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("told_at", UtcTime),
        sa.PrimaryKeyConstraint("number", name="pk_notices"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_notices_case_id"),
    )
    op.create_index("ix_notices_open_number", "notices", ["open", "number"])
    op.create_index("ix_notices_user_told_at", "notices", ["user", "told_at"])
