"""With which key a row of the ledger is encrypted goes under its seal too; what was sealed before stays as it was."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

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
            ), '{}') as beoordelingen,
            coalesce((
                select jsonb_object_agg(o.id, (o.bevindingen).sleutel)
                from beoordelingen o where o.gemeente = b.gemeente and o.bericht_id = b.id
            ), '{}') as sleutels_beoordelingen
        from wisbaar w join berichten b on b.gemeente = w.gemeente and b.id = w.id
        where w.gemeente = van and w.id = any(welke)
    ), leeg as (
        update berichten b set inhoud = row(0, '')::geheim, bevindingen = row(0, '[]')::geheim from weg
        where b.gemeente = weg.gemeente and b.id = weg.id
    ), leeg_oordeel as (
        update beoordelingen o set bevindingen = row(0, '[]')::geheim from weg
        where o.gemeente = weg.gemeente and o.bericht_id = weg.id
    )
    insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)
    select gemeente, id, 'gewist', jsonb_build_object('termijnMaanden', termijn, 'inhoud', inhoud,
        'bevindingen', bevindingen, 'sleutels', sleutels, 'beoordelingen', beoordelingen,
        'sleutelsBeoordelingen', sleutels_beoordelingen) from weg;
    get diagnostics aantal = row_count;
    perform set_config('gateway.wissen', '', true);
    return aantal;
end $$
"""


def upgrade() -> None:
    op.add_column(
        "zegels",
        sa.Column(
            "vorm",
            sa.SmallInteger(),
            nullable=False,
            server_default="1",
            comment="waarin de rijen eronder zijn verzegeld",
        ),
    )
    op.execute(ERASE)


def downgrade() -> None:
    raise RuntimeError("What was sealed with its keys could not be held against its seal any more.")
