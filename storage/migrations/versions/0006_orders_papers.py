"""The papers about an order are found without looking at every document."""

from alembic import op

revision = "0006_orders_papers"
down_revision = "0005_worklist"


def upgrade() -> None:
    op.create_index("ix_documents_order_number_row", "documents", ["order_number", "row"])
