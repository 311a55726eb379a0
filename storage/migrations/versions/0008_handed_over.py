"""Cases that were handed over are found by whom they were handed to; a decided case says until when it can be taken back."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcTime

revision = "0008_handed_over"
down_revision = "0007_policy"


def upgrade() -> None:
    op.add_column("cases", sa.Column("undo_until", UtcTime))
    op.create_index("ix_cases_state_assigned_to", "cases", ["state", "assigned_to"])
