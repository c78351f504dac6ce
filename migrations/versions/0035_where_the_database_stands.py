"""What a database notes of where it stands, so that a copy of it knows that it is one.

`herkomst_nu` tells it for the caller, who may not look at the files of the server: the system, the timeline of its log,
the database, and since when the files of the cluster are where they are. That last one only when the owner of the
database may (`grant execute on function pg_stat_file(text) to OWNER`), and none of it of a standby.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0035"
down_revision = "0034"
expand_only = True
branch_labels = None
depends_on = None

NOW = """
create function herkomst_nu() returns table (systeem text, tijdlijn text, database bigint, plaats timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if pg_is_in_recovery() then
        return;
    end if;
    begin
        plaats := (pg_stat_file('PG_VERSION')).change;
    exception when insufficient_privilege or undefined_file then
        plaats := null;
    end;
    select s.system_identifier::text into systeem from pg_control_system() s;
    tijdlijn := left(pg_walfile_name(pg_current_wal_insert_lsn()), 8);
    select d.oid::bigint into database from pg_database d where d.datname = current_database();
    return next;
end $$
"""


def upgrade() -> None:
    op.create_table(
        "herkomst",
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("systeem", sa.Text(), nullable=False, comment="van de server, gegeven toen hij werd gemaakt"),
        sa.Column("tijdlijn", sa.Text(), nullable=False, comment="van zijn log: elke overname begint een nieuwe"),
        sa.Column("database", sa.BigInteger(), nullable=False, comment="nummer op die server"),
        sa.Column("plaats", sa.DateTime(timezone=True), comment="sinds wanneer de bestanden staan waar zij staan"),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("gegevens", JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("soort in ('begin', 'hersteld')", name=op.f("ck_herkomst_soort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_herkomst")),
    )
    op.execute(NOW)


def downgrade() -> None:
    op.execute("drop function herkomst_nu")
    op.drop_table("herkomst")
