"""Clients are found by surname and date of birth, within their municipality, by a keyed hash of both.

Clients from before get theirs in pieces, by the worker, since their details are encrypted. Older code doesn't write it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None
expand_only = False


def upgrade() -> None:
    for column, whose in (("naam_zoek", "geslachtsnaam"), ("partnernaam_zoek", "geslachtsnaam van de partner")):
        comment = f"hash met sleutel van doel, gemeente, {whose} en geboortedatum"
        op.add_column("clienten", sa.Column(column, sa.LargeBinary(), comment=comment))
        op.create_index(
            f"ix_clienten_{column}",
            "clienten",
            ["gemeente", column],
            postgresql_where=sa.text(f"{column} is not null"),
        )
    op.execute(
        "insert into aanvullingen (taak, gemeente, tot)"
        " select 'clientnamen', '', '00000000-0000-0000-0000-000000000000' where exists (select from clienten)"
    )


def downgrade() -> None:
    op.execute("delete from aanvullingen where taak = 'clientnamen'")
    for column in ("partnernaam_zoek", "naam_zoek"):
        op.drop_index(f"ix_clienten_{column}", "clienten")
        op.drop_column("clienten", column)
