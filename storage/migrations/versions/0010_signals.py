"""Signals stand with their documents, and what posted papers vouch for of their suppliers is kept."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, UtcTime, Words

revision = "0010_signals"
down_revision = "0009_outward"

_COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("documents", sa.Column("signals", Json, nullable=False, server_default="[]"))
    op.create_table(
        "vouched",
        sa.Column("row", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("supplier_id", Words, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("value", Words, nullable=False),
        sa.Column("document_id", sa.String(71), nullable=False),
        sa.Column("seen_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_vouched"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_vouched_document_id"),
        sa.UniqueConstraint("supplier_id", "kind", "value", "document_id", name="uq_vouched_supplier_id_kind_value_document_id"),
    )
