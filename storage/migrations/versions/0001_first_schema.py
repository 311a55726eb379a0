"""The first schema: documents, cases, outbox, audit chain, users and the embedded order book."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, UtcTime, Words

revision = "0001"
down_revision = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_DOCUMENT = 71  # "sha256:" and 64 digits
_GENESIS = "0" * 64


def upgrade() -> None:
    _create_documents()
    _create_cases()
    _create_postings()
    _create_audit()
    op.create_table(
        "users",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_users"),
    )
    _create_orders()


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("row", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(_DOCUMENT), nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("channel", Words, nullable=False),
        sa.Column("received_at", UtcTime, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("supplier_id", Words),
        sa.Column("order_number", Words),
        sa.Column("document_number", Words),
        sa.Column("kind", sa.String(40)),
        sa.Column("reading", Json),
        sa.Column("findings", Json, nullable=False),
        sa.Column("decision", Json),
        sa.Column("error", Words),
        sa.Column("sightings", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_documents"),
        sa.UniqueConstraint("document_id", name="uq_documents_document_id"),
    )
    op.create_index("ix_documents_state_row", "documents", ["state", "row"])
    op.create_index("ix_documents_supplier_id_document_number", "documents", ["supplier_id", "document_number"])
    op.create_table(
        "sightings",
        sa.Column("row", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(_DOCUMENT), nullable=False),
        sa.Column("channel", Words, nullable=False),
        sa.Column("source_id", Words, nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("seen_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_sightings"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_sightings_document_id"),
        sa.UniqueConstraint("channel", "source_id", name="uq_sightings_channel_source_id"),
    )
    op.create_index("ix_sightings_document_id", "sightings", ["document_id"])


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("case_id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(_DOCUMENT), nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("queue", sa.String(20), nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("approvals_needed", sa.Integer, nullable=False),
        sa.Column("approvals", Json, nullable=False),
        sa.Column("corrected_by", Json, nullable=False),
        sa.Column("claimed_by", Words),
        sa.Column("claimed_until", UtcTime),
        sa.Column("opened_at", UtcTime, nullable=False),
        sa.Column("due_at", UtcTime, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_cases"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_cases_document_id"),
    )
    op.create_index("ix_cases_document_id", "cases", ["document_id"])
    op.create_index("ix_cases_urgency", "cases", ["state", sa.text("priority DESC"), "due_at", "case_id"])
    op.create_index("ix_cases_queue_urgency", "cases", ["state", "queue", sa.text("priority DESC"), "due_at", "case_id"])
    waiting = sa.text("state = 'open'")
    op.create_index("uq_cases_open", "cases", ["document_id"], unique=True, sqlite_where=waiting, postgresql_where=waiting)


def _create_postings() -> None:
    op.create_table(
        "postings",
        sa.Column("row", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("document_id", sa.String(_DOCUMENT), nullable=False),
        sa.Column("erp", Words, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("order_number", Words, nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("order_version", Words, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("receipt", Words),
        sa.Column("error", Words),
        sa.Column("before", Json),
        sa.Column("after", Json),
        sa.Column("planned_at", UtcTime, nullable=False),
        sa.Column("held_until", UtcTime),
        sa.PrimaryKeyConstraint("row", name="pk_postings"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_postings_document_id"),
        sa.UniqueConstraint("key", name="uq_postings_key"),
    )
    op.create_index("ix_postings_document_id", "postings", ["document_id"])
    op.create_index("ix_postings_state_row", "postings", ["state", "row"])


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("sequence", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit"),
    )
    op.create_index("ix_audit_subject_sequence", "audit", ["subject", "sequence"])
    head = op.create_table(
        "audit_head",
        sa.Column("only", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("only", name="pk_audit_head"),
    )
    op.bulk_insert(head, [{"only": 1, "sequence": 0, "hash": _GENESIS}])
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def _guard_on_sqlite() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    for event in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER audit_no_{event.lower()} BEFORE {event} ON audit {refuse}")
    op.execute(f"CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head {refuse}")
    op.execute(f"CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head WHEN NEW.sequence <> OLD.sequence + 1 {refuse}")


def _guard_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
    )
    refuse = "EXECUTE FUNCTION audit_refuse()"
    op.execute(f"CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT {refuse}")
    op.execute(f"CREATE TRIGGER audit_head_no_delete BEFORE DELETE OR TRUNCATE ON audit_head FOR EACH STATEMENT {refuse}")
    op.execute(
        f"CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head FOR EACH ROW WHEN (NEW.sequence <> OLD.sequence + 1) {refuse}"
    )


def _create_orders() -> None:
    op.create_table(
        "orders",
        sa.Column("order_number", Words, nullable=False),
        sa.Column("supplier_id", Words, nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.PrimaryKeyConstraint("order_number", name="pk_orders"),
    )
    op.create_index("ix_orders_supplier_id", "orders", ["supplier_id"])
    op.create_table(
        "applied_postings",
        sa.Column("number", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("order_number", Words, nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("before", Json, nullable=False),
        sa.Column("after", Json, nullable=False),
        sa.Column("applied_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_applied_postings"),
        sa.UniqueConstraint("key", name="uq_applied_postings_key"),
    )
    op.create_index("ix_applied_postings_order_number", "applied_postings", ["order_number"])
