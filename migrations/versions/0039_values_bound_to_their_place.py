"""What is encrypted is bound to its place: the number of its key is negative then.

Older values stay readable until `vault rewrap` has bound them. Older code can't read the new ones.
"""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None
expand_only = False

SHUT = """
create or replace function sluit_referentie(van text, welke bigint, welke_versie integer, dicht geheim) returns void
language sql security definer set search_path = public, pg_temp as $$
    update toewijzing_versies set referentie_aanbieder = dicht
    where gemeente = van and nummer = welke and versie = welke_versie
        and (dicht).sleutel < 0
        and ((referentie_aanbieder).sleutel >= 0 or (referentie_aanbieder).sleutel > (dicht).sleutel)
$$
"""


def upgrade() -> None:
    op.execute(SHUT)


def downgrade() -> None:
    raise RuntimeError("What is bound to its place can't be read by the code from before.")
