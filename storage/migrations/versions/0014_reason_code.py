"""Why a case was decided is kept as a code, too; of what was decided before only the words are known."""

import sqlalchemy as sa
from alembic import op

revision = "0014_reason_code"
down_revision = "0013_mappings"


def upgrade() -> None:
    op.add_column("cases", sa.Column("reason_code", sa.String(40)))
