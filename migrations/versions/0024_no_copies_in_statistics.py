"""No statistics are kept of what is encrypted: they are copies, and outlive content that is erased or has a new key.

The statistics there were go with the change of type, which is none; it is refused while a view reads the column.
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ENCRYPTED = """
select a.attrelid::regclass as tabel, a.attname as naam from pg_attribute a join pg_class c on c.oid = a.attrelid
where a.atttypid = 'geheim'::regtype and c.relkind = 'r'
"""
FORGET = f"""
do $$
declare
    wat_mag_weg text := pg_get_viewdef('wisbaar'::regclass);
    kolom record;
begin
    drop view wisbaar;
    for kolom in {ENCRYPTED} loop
        execute format('alter table %1$s alter column %2$I type geheim, alter column %2$I set statistics 0',
            kolom.tabel, kolom.naam);
    end loop;
    execute 'create view wisbaar as ' || wat_mag_weg;
end $$
"""
COLLECT = f"""
do $$
declare
    kolom record;
begin
    for kolom in {ENCRYPTED} loop
        execute format('alter table %s alter column %I set statistics -1', kolom.tabel, kolom.naam);
    end loop;
end $$
"""


def upgrade() -> None:
    op.execute(FORGET)


def downgrade() -> None:
    op.execute(COLLECT)
