"""Ending a hold goes by one function, which puts it on record under a seal: the application's role may not do it.

Erasing and releasing get roles of their own when rights are given, after the migrations. Code from before this erases
and releases no more; everything else it goes on doing.
"""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None
expand_only = False

RELEASE = """
create function hef_bewaarplicht_op(welke uuid, organisatie text, ingang text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    van text;
begin
    update bewaarplichten b set opgeheven_op = now(),
        opgeheven_door = hef_bewaarplicht_op.organisatie || ', ' || hef_bewaarplicht_op.ingang
    where b.client_id = welke and b.opgeheven_op is null returning b.gemeente into van;
    if van is null then
        return false;
    end if;
    insert into inzages (gemeente, organisatie, ingang, actie, soort, onderwerp, clienten, doel, uitkomst, aanvraag)
    values (van, hef_bewaarplicht_op.organisatie, hef_bewaarplicht_op.ingang, 'bewaarplicht opgeheven',
        'bewaarplichten', welke::text, array[welke], 'termijnen gelden weer', 'toegestaan', '');
    return true;
end $$
"""


def upgrade() -> None:
    op.execute(RELEASE)
    op.execute("revoke execute on function hef_bewaarplicht_op from public")


def downgrade() -> None:
    op.execute("drop function hef_bewaarplicht_op")
