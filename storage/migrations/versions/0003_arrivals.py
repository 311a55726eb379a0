"""The ledger of arrivals: what came in what, whose message it was, and what was refused for which reason."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, Words

revision = "0003_arrivals"
down_revision = "0002_erp"

_DOCUMENT = sa.String(71)


def upgrade() -> None:
    with op.batch_alter_table("documents") as documents:
        documents.add_column(sa.Column("form", sa.String(20), nullable=False, server_default="file"))
        documents.add_column(sa.Column("within", _DOCUMENT))
        documents.add_column(sa.Column("sender", Json))
    with op.batch_alter_table("sightings") as sightings:
        sightings.alter_column("document_id", existing_type=_DOCUMENT, nullable=True)
        sightings.add_column(sa.Column("within", _DOCUMENT))
        sightings.add_column(sa.Column("reason", Words))
        sightings.add_column(sa.Column("minor", sa.Boolean, nullable=False, server_default=sa.false()))
        sightings.create_foreign_key("fk_sightings_within", "documents", ["within"], ["document_id"])
    op.create_index("ix_sightings_within", "sightings", ["within"])
