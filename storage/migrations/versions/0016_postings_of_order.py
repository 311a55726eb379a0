"""What was posted to an order is found by its number: a paper for several orders is filed under one of them alone."""

from alembic import op

revision = "0016_postings_of_order"
down_revision = "0015_history"


def upgrade() -> None:
    op.create_index("ix_postings_order_number_row", "postings", ["order_number", "row"])
