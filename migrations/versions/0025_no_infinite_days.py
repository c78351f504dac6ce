"""The last and the first day that Python knows are kept as those days, no longer as infinity and -infinity.

asyncpg wrote 9999-12-31 and 0001-01-01 so, and nothing could read them back. No sealed table has a column of dates: the
rows of the ledger stay as they are.
"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

MEND = """
do $$
declare
    kolom record;
begin
    for kolom in
        select a.attrelid::regclass as tabel, a.attname as naam
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where a.atttypid = 'date'::regtype and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
            and not a.attisdropped
        order by 1, 2
    loop
        execute format('update %1$s set %2$I = case when %2$I > date ''2000-01-01'' then date ''9999-12-31''
            else date ''0001-01-01'' end where %2$I in (''infinity'', ''-infinity'')', kolom.tabel, kolom.naam);
    end loop;
end $$
"""


def upgrade() -> None:
    op.execute(MEND)


def downgrade() -> None:
    pass
