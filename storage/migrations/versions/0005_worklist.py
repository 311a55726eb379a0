"""What the queue is searched by stands with the case."""

import json

import sqlalchemy as sa
from alembic import op

from storage.columns import Words

revision = "0005_worklist"
down_revision = "0004_people"


def upgrade() -> None:
    op.add_column("cases", sa.Column("kind", sa.String(40)))
    for name in ("supplier_id", "order_number"):
        op.add_column("cases", sa.Column(name, Words))
    for name in ("codes", "words"):
        op.add_column("cases", sa.Column(name, sa.Text, nullable=False, server_default=""))
    for name in ("supplier_id", "order_number", "claimed_by"):
        op.create_index(f"ix_cases_state_{name}", "cases", ["state", name])
    bind = op.get_bind()
    columns = "c.case_id, d.name, d.kind, d.supplier_id, d.order_number, d.document_number, d.findings"
    rows = bind.execute(sa.text(f"SELECT {columns} FROM cases c JOIN documents d ON d.document_id = c.document_id")).all()  # noqa: S608
    for row in rows:
        codes = sorted({finding["code"] for finding in json.loads(row.findings)})
        words = "\n".join(filter(None, (row.name, row.document_number, row.order_number, row.supplier_id))).casefold()
        known = {name: getattr(row, name) for name in ("case_id", "kind", "supplier_id", "order_number")}
        bind.execute(
            sa.text(
                "UPDATE cases SET kind = :kind, supplier_id = :supplier_id, order_number = :order_number, codes = :codes, words = :words "
                "WHERE case_id = :case_id"
            ),
            {**known, "codes": f" {' '.join(codes)} ", "words": words},
        )
