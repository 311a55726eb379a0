"""People: departments, passwords that must be changed, visits that outlive a restart, attempts, and tokens of other programs."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, UtcTime, Words

revision = "0004_people"
down_revision = "0003_arrivals"


def upgrade() -> None:
    op.add_column("users", sa.Column("departments", Json, nullable=False, server_default="[]"))
    op.add_column("users", sa.Column("must_change", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("users", sa.Column("disabled", sa.Boolean, nullable=False, server_default=sa.false()))
    # Any role but the two that could decide could only look.
    op.execute("UPDATE users SET role = 'auditor' WHERE role NOT IN ('clerk', 'lead')")
    op.create_table(
        "visits",
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("user", Words, nullable=False),
        sa.Column("started_at", UtcTime, nullable=False),
        sa.Column("seen_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name="pk_visits"),
    )
    op.create_index("ix_visits_user", "visits", ["user"])
    op.create_index("ix_visits_seen_at", "visits", ["seen_at"])
    op.create_table(
        "attempts",
        sa.Column("name_hash", sa.String(64), nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("locked_until", UtcTime),
        sa.Column("tried_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("name_hash", name="pk_attempts"),
    )
    op.create_index("ix_attempts_tried_at", "attempts", ["tried_at"])
    op.create_table(
        "api_tokens",
        sa.Column("token_id", sa.String(32), nullable=False),
        sa.Column("user", Words, nullable=False),
        sa.Column("label", Words, nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("expires_at", UtcTime, nullable=False),
        sa.Column("revoked", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("token_id", name="pk_api_tokens"),
    )
