"""The papers of an order are found by its number."""

from alembic import op

revision = "0006_orders_papers"
down_revision = "0005_worklist"


def upgrade() -> None:
    op.create_index("ix_documents_order_number", "documents", ["order_number"])
