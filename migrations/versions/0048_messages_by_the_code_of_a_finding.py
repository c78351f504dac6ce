"""Messages are found by the code of a finding: a side table of codes, written with each verdict.

Messages from before get theirs in pieces, by the worker, since what was found in them is encrypted; `aanvullingen` says
how far it is. Older code doesn't write the codes. Erasing the content of a message removes its codes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None
expand_only = False

ERASE = """
create or replace function wis_inhoud(van text, welke uuid[], termijn integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    aantal integer;
begin
    perform from berichten b where b.gemeente = van and b.id = any(welke) order by b.id for update;
    perform set_config('gateway.wissen', 'ja', true);
    with weg as materialized (
        select b.gemeente, b.id, encode(sha256((b.inhoud).inhoud), 'hex') as inhoud,
            encode(sha256((b.bevindingen).inhoud), 'hex') as bevindingen,
            jsonb_build_array((b.inhoud).sleutel, (b.bevindingen).sleutel) as sleutels,
            coalesce((
                select jsonb_object_agg(o.id, encode(sha256((o.bevindingen).inhoud), 'hex'))
                from beoordelingen o where o.gemeente = b.gemeente and o.bericht_id = b.id
            ), '{{}}') as beoordelingen,
            coalesce((
                select jsonb_object_agg(o.id, (o.bevindingen).sleutel)
                from beoordelingen o where o.gemeente = b.gemeente and o.bericht_id = b.id
            ), '{{}}') as sleutels_beoordelingen
        from wisbaar w join berichten b on b.gemeente = w.gemeente and b.id = w.id
        where w.gemeente = van and w.id = any(welke)
    ), leeg as (
        update berichten b set inhoud = row(0, '')::geheim, bevindingen = row(0, '[]')::geheim from weg
        where b.gemeente = weg.gemeente and b.id = weg.id
    ), leeg_oordeel as (
        update beoordelingen o set bevindingen = row(0, '[]')::geheim from weg
        where o.gemeente = weg.gemeente and o.bericht_id = weg.id
    ){codes}
    insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)
    select gemeente, id, 'gewist', jsonb_build_object('termijnMaanden', termijn, 'inhoud', inhoud,
        'bevindingen', bevindingen, 'sleutels', sleutels, 'beoordelingen', beoordelingen,
        'sleutelsBeoordelingen', sleutels_beoordelingen) from weg;
    get diagnostics aantal = row_count;
    perform set_config('gateway.wissen', '', true);
    return aantal;
end $$
"""
CODES = """, zonder_codes as (
        delete from bevindingcodes c using weg where c.gemeente = weg.gemeente and c.bericht_id = weg.id
    )"""


def upgrade() -> None:
    op.create_table(
        "bevindingcodes",
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("bericht_id", sa.Uuid(), nullable=False),
        sa.Column("oordeel_id", sa.Uuid(), nullable=False, comment="van de beoordeling, of het bericht zelf"),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("voor_aanbieder", sa.Boolean(), nullable=False, comment="of ook de aanbieder de bevinding ziet"),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False, comment="van het bericht"),
        sa.PrimaryKeyConstraint("gemeente", "bericht_id", "oordeel_id", "code", name=op.f("pk_bevindingcodes")),
        sa.ForeignKeyConstraint(
            ["gemeente", "bericht_id"],
            ["berichten.gemeente", "berichten.id"],
            name=op.f("fk_bevindingcodes_gemeente"),
        ),
    )
    op.create_index("ix_bevindingcodes_lijst", "bevindingcodes", ["gemeente", "code", "vastgelegd_op", "bericht_id"])
    op.create_index(
        "ix_bevindingcodes_lijst_alle",
        "bevindingcodes",
        ["code", "vastgelegd_op", "bericht_id"],
        postgresql_where=sa.text("voor_aanbieder"),
    )
    op.create_table(
        "aanvullingen",
        sa.Column("taak", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False, comment="tot en met deze gemeente en rij is het gedaan"),
        sa.Column("tot", sa.Uuid(), nullable=False),
        sa.Column("klaar_op", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("taak", name=op.f("pk_aanvullingen")),
        comment="wat oudere rijen nog niet hadden, en tot hoever het er is",
    )
    op.execute(
        "insert into aanvullingen (taak, gemeente, tot)"
        " select 'bevindingcodes', '', '00000000-0000-0000-0000-000000000000' where exists (select from berichten)"
    )
    op.execute(ERASE.format(codes=CODES))


def downgrade() -> None:
    op.execute(ERASE.format(codes=""))
    op.drop_table("aanvullingen")
    op.drop_table("bevindingcodes")
