"""Lists of messages by delivery, by code and by provider read no more rows than they show, however many there are.

A delivery that isn't made yet knows when its message was booked, and a code whose it is and of which kind of message,
so that the index on them is in the order of the list. One that was made and is to be made again gets it by a trigger.
Older code doesn't write these.
"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None
expand_only = False

PROVIDER = "case b.richting when 'in' then b.verzender else b.ontvanger end"
OWN_PROVIDER = PROVIDER.replace("b.", "")
CODES = "ix_bevindingcodes_lijst"
LISTED = "vastgelegd_op", "bericht_id"
FILL_DELIVERIES = """
update leveringen l set vastgelegd_op = b.vastgelegd_op from berichten b
where b.gemeente = l.gemeente and b.id = l.bericht_id and l.staat <> 'geleverd'
"""
FILL_CODES = """
update bevindingcodes c
set aanbieder = case b.richting when 'in' then b.verzender else b.ontvanger end, soort = b.soort from berichten b
where b.gemeente = c.gemeente and b.id = c.bericht_id
"""
FUNCTION = """
create function moment_van_bericht() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    select b.vastgelegd_op into new.vastgelegd_op from berichten b
    where b.gemeente = new.gemeente and b.id = new.bericht_id;
    return new;
end $$
"""
TRIGGER = """
create trigger moment_van_bericht before insert or update on leveringen for each row
when (new.vastgelegd_op is null and new.staat <> 'geleverd') execute function moment_van_bericht()
"""


def upgrade() -> None:
    op.add_column(
        "leveringen",
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), comment="van het bericht; leeg: eerder geleverd"),
    )
    op.execute(FILL_DELIVERIES)
    op.create_index(
        "ix_leveringen_niet_geleverd",
        "leveringen",
        [*LISTED, "gemeente", "staat"],
        postgresql_where=sa.text("staat <> 'geleverd'"),
    )
    op.add_column("bevindingcodes", sa.Column("aanbieder", sa.Text(), comment="van wie of voor wie het bericht is"))
    op.add_column("bevindingcodes", sa.Column("soort", sa.Text(), comment="van het bericht"))
    op.execute(FILL_CODES)
    for each in ("aanbieder", "soort"):
        op.alter_column("bevindingcodes", each, nullable=False)
    op.execute(FUNCTION)
    op.execute(TRIGGER)
    _index_codes("soort")
    op.create_index(f"{CODES}_aanbieder", "bevindingcodes", ["aanbieder", "code", *LISTED, "soort", "gemeente"])
    _index_messages(
        ["gemeente"], ["vastgelegd_op", "gemeente"], ["vastgelegd_op", "richting", "verzender", "ontvanger"]
    )


def _index_codes(*more: str) -> None:
    for name, columns, where in (
        (CODES, ["gemeente", "code", *LISTED, *more], None),
        (f"{CODES}_alle", ["code", *LISTED, *more], sa.text("voor_aanbieder")),
    ):
        op.drop_index(name, "bevindingcodes")
        op.create_index(name, "bevindingcodes", columns, postgresql_where=where)


def _index_messages(by_provider: list[str], by_id: list[str], by_outcome: list[str]) -> None:
    """Make these indexes anew, with these columns as well."""
    for name, columns, include, where in (
        ("lijst_aanbieder", [sa.text(f"({OWN_PROVIDER})"), "vastgelegd_op", "id", "soort", *by_provider], [], None),
        ("id", ["id"], by_id, None),
        ("uitkomst", ["gemeente", "id", "heenbericht_id"], by_outcome, sa.text("uitkomst = 'afgekeurd'")),
    ):
        op.drop_index(f"ix_berichten_{name}", "berichten")
        op.create_index(
            f"ix_berichten_{name}", "berichten", columns, postgresql_where=where, postgresql_include=include
        )


def downgrade() -> None:
    _index_messages([], [], [])
    op.drop_index(f"{CODES}_aanbieder", "bevindingcodes")
    _index_codes()
    op.execute("drop trigger moment_van_bericht on leveringen")
    op.execute("drop function moment_van_bericht()")
    for each in ("soort", "aanbieder"):
        op.drop_column("bevindingcodes", each)
    op.drop_index("ix_leveringen_niet_geleverd", "leveringen")
    op.drop_column("leveringen", "vastgelegd_op")
