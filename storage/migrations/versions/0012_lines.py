"""What people want done with single lines of a confirmation is kept with its case."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json

revision = "0012_lines"
down_revision = "0011_order_identity"


def upgrade() -> None:
    op.add_column("cases", sa.Column("lines", Json, nullable=False, server_default="{}"))
