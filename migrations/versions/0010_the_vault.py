"""What is personal is kept encrypted, and a BSN is found by a keyed hash.

What was there stays readable as content without a key (number 0); the gateway encrypts the clients among it when it
opens the database. Messages can't be rewritten: those from before stay as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("create type geheim as (sleutel smallint, inhoud bytea)")
    op.execute("create type zoekbaar as (hash bytea)")
    op.create_table(
        "sleutelring",
        sa.Column("naam", sa.Text(), nullable=False, comment="zoek, of het nummer van de sleutel"),
        sa.Column("vingerafdruk", sa.LargeBinary(), nullable=False),
        sa.Column("sinds", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("naam", name=op.f("pk_sleutelring")),
    )
    op.execute("alter table berichten alter column inhoud type geheim using row(0, inhoud)::geheim")
    op.drop_constraint("uq_clienten_gemeente_bsn", "clienten")
    for column in ("bsn", "gegevens"):
        op.execute(
            f"alter table clienten alter column {column} type geheim"
            f" using row(0, convert_to({column}::text, 'UTF8'))::geheim"
        )
    op.add_column("clienten", sa.Column("bsn_zoek", sa.LargeBinary(), nullable=True, comment="HMAC van het bsn"))
    op.create_unique_constraint("uq_clienten_gemeente_bsn_zoek", "clienten", ["gemeente", "bsn_zoek"])
    op.create_index("ix_clienten_open", "clienten", ["gemeente", "id"], postgresql_where=sa.text("bsn_zoek is null"))


def downgrade() -> None:
    raise RuntimeError("What is encrypted can't be read without the keys, which a migration doesn't have.")
