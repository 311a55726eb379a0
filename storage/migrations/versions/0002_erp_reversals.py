"""A posting may take another one back."""

import sqlalchemy as sa
from alembic import op

revision = "0002_erp"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("postings", sa.Column("reverses", sa.String(64), nullable=True))


def downgrade() -> None:
    op.drop_column("postings", "reverses")
