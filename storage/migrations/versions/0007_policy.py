"""Versions of the policy, samples, drafts, and what the desk knows of a case beyond its state."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, UtcTime, Words

revision = "0007_policy"
down_revision = "0006_orders_papers"

_COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_DOCUMENT = 71


def upgrade() -> None:
    op.add_column("cases", sa.Column("decided_at", UtcTime))
    op.add_column("cases", sa.Column("decided_by", Words))
    op.add_column("cases", sa.Column("assigned_to", Words))
    op.add_column("cases", sa.Column("escalated_to", Words))
    op.add_column("cases", sa.Column("arithmetic", Json, nullable=False, server_default="[]"))
    op.add_column("cases", sa.Column("notice", Words, nullable=False, server_default=""))
    op.add_column("cases", sa.Column("message", Words, nullable=False, server_default=""))
    op.create_table(
        "drafts",
        sa.Column("case_id", _COUNTER, autoincrement=False, nullable=False),
        sa.Column("user", sa.String(200), nullable=False),
        sa.Column("typed", Json, nullable=False),
        sa.Column("saved_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "user", name="pk_drafts"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_drafts_case_id"),
    )
    _create_policies()
    _create_samples()


def _create_policies() -> None:
    op.create_table(
        "policies",
        sa.Column("number", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("hash", sa.String(71), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("proposed_by", Words, nullable=False),
        sa.Column("proposed_at", UtcTime, nullable=False),
        sa.Column("force", sa.Integer),
        sa.Column("approved_by", Words),
        sa.Column("approved_at", UtcTime),
        sa.PrimaryKeyConstraint("number", name="pk_policies"),
        sa.UniqueConstraint("force", name="uq_policies_force"),
    )
    op.create_index("ix_policies_hash", "policies", ["hash"])


def _create_samples() -> None:
    op.create_table(
        "sampling_key",
        sa.Column("only", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("only", name="pk_sampling_key"),
    )
    op.create_table(
        "samples",
        sa.Column("sample_id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(_DOCUMENT), nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("policy", sa.String(71), nullable=False),
        sa.Column("drawn_at", UtcTime, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("claimed_by", Words),
        sa.Column("claimed_until", UtcTime),
        sa.Column("keyed_by", Words),
        sa.Column("keyed_at", UtcTime),
        sa.Column("comparisons", Json, nullable=False),
        sa.Column("settled_by", Words),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("sample_id", name="pk_samples"),
        sa.UniqueConstraint("document_id", name="uq_samples_document_id"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_samples_document_id"),
    )
    op.create_index("ix_samples_state_sample_id", "samples", ["state", "sample_id"])
