"""A provider's own reference is kept encrypted, and an Identificatie that may hold a BSN under a pseudonym.

The references there are get encrypted by the gateway when it opens the database: only it has the keys. An
Identificatie that is in the ledger already stands under a seal, by which it would be found changed: it stays, and is
masked wherever it is shown.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

SHUT = """
create function sluit_referentie(van text, welke bigint, welke_versie integer, dicht geheim) returns void
language sql security definer set search_path = public, pg_temp as $$
    update toewijzing_versies set referentie_aanbieder = dicht
    where gemeente = van and nummer = welke and versie = welke_versie
        and (referentie_aanbieder).sleutel < (dicht).sleutel
$$
"""


def upgrade() -> None:
    op.execute("create type kenmerk as (tekst text)")
    op.execute(
        "alter table toewijzing_versies alter column referentie_aanbieder type geheim using case"
        " when referentie_aanbieder is not null then row(0, convert_to(referentie_aanbieder, 'UTF8'))::geheim end,"
        " alter column referentie_aanbieder set statistics 0"
    )
    op.create_index(
        "ix_toewijzing_versies_open",
        "toewijzing_versies",
        ["gemeente", "nummer", "versie"],
        postgresql_where=sa.text("(referentie_aanbieder).sleutel = 0"),
    )
    op.execute(SHUT)
    op.execute("revoke execute on function sluit_referentie from public")
    op.execute(
        "comment on column berichten.identificatie is"
        " 'bij een retourbericht IdentificatieRetour; met een BSN erin een schuilnaam'"
    )


def downgrade() -> None:
    raise RuntimeError("What is encrypted can't be read without the keys, which a migration doesn't have.")
