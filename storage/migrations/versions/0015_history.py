"""What was decided and corrected in a span of time is found without looking through everything, and papers by the reason of a decision."""

from alembic import op

revision = "0015_history"
down_revision = "0014_reason_code"


def upgrade() -> None:
    op.create_index("ix_cases_decided_at", "cases", ["decided_at"])
    op.create_index("ix_cases_reason_code", "cases", ["reason_code"])
    op.create_index("ix_audit_action_at", "audit", ["action", "at"])
