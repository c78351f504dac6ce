"""What was chosen by a walk over a whole list has an index: care that began, a receiver, a claim line, what is due.

Each version of an assignment knows whether the provider reported a start that stands: a start that comes or is taken
back writes it, whichever code wrote that start, and a later version takes it over. Both are written under the lock on
the client.
"""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None
expand_only = True

VERSIONS = "toewijzing_versies"
LISTED = ["gemeente", "nummer", "versie", "ingangsdatum", "einddatum", "categorie", "code", "verwijderd"]
UNTIL = sa.text("coalesce(einddatum, 'infinity'::date)")
LISTED_NOW = ["gemeente", "nummer", "versie", UNTIL, "ingangsdatum", "code"]
LISTED_LAST = ["begonnen", "verwijderd", "categorie", "einddatum"]
STANDS = """select from toewijzingen t join starts s on s.gemeente = t.gemeente and s.client_id = t.client_id
        and s.aanbieder = t.aanbieder and s.toewijzing_nummer = t.nummer and s.verwijderd_door is null
    where t.gemeente = {0}.gemeente and t.nummer = {0}.{1}"""
FILL = """
update toewijzing_versies v set begonnen = true where exists (
    {stands})
"""
OF_START = """
create function begonnen_door_start() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update toewijzing_versies v set begonnen = true from nieuw s
    where v.gemeente = s.gemeente and v.nummer = s.toewijzing_nummer and s.verwijderd_door is null and not v.begonnen
        and exists (
            select from toewijzingen t where t.gemeente = s.gemeente and t.nummer = s.toewijzing_nummer
            and t.client_id = s.client_id and t.aanbieder = s.aanbieder
        );
    return null;
end $$
"""
OF_CHANGED_START = """
create function begonnen_door_wijziging() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    staat boolean := exists (
    {stands});
begin
    update toewijzing_versies v set begonnen = staat
    where v.gemeente = new.gemeente and v.nummer = new.toewijzing_nummer and v.begonnen <> staat;
    return null;
end $$
"""
OF_VERSION = """
create function begonnen_bij_versie() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    new.begonnen := exists (
    {stands});
    return new;
end $$
"""
ON_INSERT = """
create trigger begonnen_door_start after insert on starts
referencing new table as nieuw for each statement execute function begonnen_door_start()
"""
ON_UPDATE = """
create trigger begonnen_door_wijziging after update on starts for each row
when (new.toewijzing_nummer is not null and new.verwijderd_door is distinct from old.verwijderd_door)
execute function begonnen_door_wijziging()
"""
ON_VERSION = """
create trigger begonnen_bij_versie before insert on toewijzing_versies for each row
when (not new.begonnen) execute function begonnen_bij_versie()
"""
LINE = ["bericht_id", "regel", "gemeente", "aanbieder"]
MORE = (
    (
        "prestaties",
        "aanbieder",
        ["aanbieder", "bericht_id", "regel", "gemeente", "code", "toewijzing_nummer", "begindatum"],
        None,
    ),
    ("prestaties", "toewijzing", ["toewijzing_nummer", "bericht_id", "regel"], None),
    ("prestaties", "credit", LINE, "credit"),
    ("prestaties", "gecrediteerd", LINE, "gecrediteerd_door is not null"),
    (
        "verzoeken",
        "te_beantwoorden",
        ["ontvangen_op", "id", "gemeente", "aanbieder", "status", "dagtekening"],
        "status = 'open' or status = 'in-onderzoek'",
    ),
)


def upgrade() -> None:
    op.add_column(
        VERSIONS,
        sa.Column(
            "begonnen",
            sa.Boolean(),
            nullable=False,
            server_default=sa.text("false"),
            comment="of er een start is die staat; door een trigger",
        ),
    )
    op.drop_index("ix_toewijzing_versies_lijst", VERSIONS)
    op.execute(FILL.format(stands=STANDS.format("v", "nummer")))
    op.create_index("ix_toewijzing_versies_lijst", VERSIONS, [*LISTED_NOW, *LISTED_LAST])
    op.execute(OF_START)
    op.execute(OF_CHANGED_START.format(stands=STANDS.format("new", "toewijzing_nummer")))
    op.execute(OF_VERSION.format(stands=STANDS.format("new", "nummer")))
    op.execute("revoke execute on function begonnen_door_start, begonnen_door_wijziging from public")
    for each in (ON_INSERT, ON_UPDATE, ON_VERSION):
        op.execute(each)
    op.drop_index("ix_leveringen_id", "leveringen")
    op.create_index("ix_leveringen_id", "leveringen", ["id"])
    op.create_index("ix_leveringen_ontvanger", "leveringen", ["ontvanger", "id"])
    for table, name, columns, where in MORE:
        condition = None if where is None else sa.text(where)
        op.create_index(f"ix_{table}_{name}", table, columns, postgresql_where=condition)


def downgrade() -> None:
    for table, name, _, _ in MORE:
        op.drop_index(f"ix_{table}_{name}", table)
    op.drop_index("ix_leveringen_ontvanger", "leveringen")
    op.drop_index("ix_leveringen_id", "leveringen")
    op.create_index("ix_leveringen_id", "leveringen", ["id", "ontvanger"])
    op.execute(f"drop trigger begonnen_bij_versie on {VERSIONS}")
    for each in ("wijziging", "start"):
        op.execute(f"drop trigger begonnen_door_{each} on starts")
    for each in ("bij_versie", "door_start", "door_wijziging"):
        op.execute(f"drop function begonnen_{each}()")
    op.drop_index("ix_toewijzing_versies_lijst", VERSIONS)
    op.drop_column(VERSIONS, "begonnen")
    op.create_index("ix_toewijzing_versies_lijst", VERSIONS, LISTED)
