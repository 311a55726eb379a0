"""An order is known by its number and its supplier: two companies' orders may have one number, and none takes another's place."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Words

revision = "0011_order_identity"
down_revision = "0010_signals"


def upgrade() -> None:
    with op.batch_alter_table("orders", recreate="auto") as orders:
        orders.drop_constraint("pk_orders", type_="primary")
        orders.create_primary_key("pk_orders", ["order_number", "supplier_id"])
    op.add_column("postings", sa.Column("supplier_id", Words, nullable=False, server_default=""))
    op.execute(
        "UPDATE postings SET supplier_id = COALESCE("
        "(SELECT documents.supplier_id FROM documents WHERE documents.document_id = postings.document_id), '')"
    )
