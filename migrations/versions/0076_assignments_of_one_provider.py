"""Each version of an assignment knows its provider, so that filters on the assignments of one are answered by an index.

A trigger writes it, whichever code made the version. As with 0069 the migration holds the table meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None
expand_only = True

VERSIONS = "toewijzing_versies"
UNTIL = sa.text("coalesce(einddatum, 'infinity'::date)")
LISTED = ["nummer", "versie", UNTIL, "ingangsdatum", "code", "begonnen", "verwijderd", "categorie", "einddatum"]
FILL = """
update toewijzing_versies v set aanbieder = t.aanbieder from toewijzingen t
where t.gemeente = v.gemeente and t.nummer = v.nummer
"""
OF_VERSION = """
create function aanbieder_bij_versie() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    new.aanbieder := (select t.aanbieder from toewijzingen t where t.gemeente = new.gemeente and t.nummer = new.nummer);
    return new;
end $$
"""
ON_VERSION = f"""
create trigger aanbieder_bij_versie before insert on {VERSIONS} for each row
when (new.aanbieder is null) execute function aanbieder_bij_versie()
"""


def upgrade() -> None:
    comment = "van de toewijzing; door een trigger"
    op.add_column(VERSIONS, sa.Column("aanbieder", sa.Text(), comment=comment))
    op.drop_index("ix_toewijzing_versies_lijst", VERSIONS)
    op.execute(FILL)
    op.alter_column(VERSIONS, "aanbieder", nullable=False, existing_comment=comment)
    op.create_index("ix_toewijzing_versies_lijst", VERSIONS, ["gemeente", *LISTED])
    op.create_index("ix_toewijzing_versies_aanbieder", VERSIONS, ["gemeente", "aanbieder", *LISTED])
    op.execute(OF_VERSION)
    op.execute(ON_VERSION)


def downgrade() -> None:
    op.execute(f"drop trigger aanbieder_bij_versie on {VERSIONS}")
    op.execute("drop function aanbieder_bij_versie()")
    op.drop_index("ix_toewijzing_versies_aanbieder", VERSIONS)
    op.drop_column(VERSIONS, "aanbieder")
