"""What suppliers call our items and units is learned from approved papers: the mappings, what speaks for each, and where each was used."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, UtcTime, Words

revision = "0013_mappings"
down_revision = "0012_lines"

_COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "mappings",
        sa.Column("mapping_id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("supplier_id", Words, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("said", Words, nullable=False),
        sa.Column("key", Words, nullable=False),
        sa.Column("item", Words, nullable=False),
        sa.Column("unit", Words, nullable=False),
        sa.Column("factor", sa.String(60), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("proposed_at", UtcTime, nullable=False),
        sa.Column("decided_by", Words, nullable=False),
        sa.Column("decided_at", UtcTime),
        sa.Column("reason", Words, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("mapping_id", name="pk_mappings"),
        sa.UniqueConstraint("supplier_id", "kind", "key", "item", "unit", "factor", name="uq_mappings_lesson"),
    )
    op.create_index("ix_mappings_supplier_id_state", "mappings", ["supplier_id", "state"])
    op.create_table(
        "mapping_evidence",
        sa.Column("mapping_id", _COUNTER, autoincrement=False, nullable=False),
        sa.Column("document_id", sa.String(71), nullable=False),
        sa.Column("case_id", _COUNTER, nullable=False),
        sa.Column("people", Json, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.Column("agrees", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("mapping_id", "document_id", name="pk_mapping_evidence"),
        sa.ForeignKeyConstraint(["mapping_id"], ["mappings.mapping_id"], name="fk_mapping_evidence_mapping_id"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_mapping_evidence_document_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_mapping_evidence_case_id"),
    )
    op.create_table(
        "mapping_uses",
        sa.Column("mapping_id", _COUNTER, autoincrement=False, nullable=False),
        sa.Column("document_id", sa.String(71), nullable=False),
        sa.Column("said", Words, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("mapping_id", "document_id", name="pk_mapping_uses"),
        sa.ForeignKeyConstraint(["mapping_id"], ["mappings.mapping_id"], name="fk_mapping_uses_mapping_id"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_mapping_uses_document_id"),
    )
