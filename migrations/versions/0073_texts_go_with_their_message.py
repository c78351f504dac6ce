"""What a provider or municipality wrote in a message goes with it when its term is over, wherever else it was kept.

Of a request the reference, and the hash by which that is found; of a version of an assignment the remark and the
reference, once every WMO301 that it went out in is erased. What is erased already loses them here. Code from before
can't read a reference that was erased.
"""

from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None
expand_only = False

BEFORE = """
    insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)"""
TEXTS = """, zonder_kenmerk as (
        update verzoeken v set referentie = row(0, '')::geheim, referentie_zoek = null from weg
        where v.gemeente = weg.gemeente and v.bericht_id = weg.id
    ), zonder_teksten as (
        update toewijzing_versies v set commentaar = null, referentie_aanbieder = null
        where (v.gemeente, v.nummer, v.versie) in (
            select z.gemeente, z.nummer, z.versie from toewijzing_verzendingen z
            join weg on weg.gemeente = z.gemeente and weg.id = z.bericht_id
        ) and not exists (
            select from toewijzing_verzendingen z join berichten b on b.gemeente = z.gemeente and b.id = z.bericht_id
            where z.gemeente = v.gemeente and z.nummer = v.nummer and z.versie = v.versie
                and (b.inhoud).inhoud <> '' and not exists (
                    select from weg where weg.gemeente = b.gemeente and weg.id = b.id)
        )
    )"""
GONE = (
    """
    update verzoeken v set referentie = row(0, '')::geheim, referentie_zoek = null from berichten b
    where b.gemeente = v.gemeente and b.id = v.bericht_id and (b.inhoud).inhoud = ''
    """,
    """
    update toewijzing_versies v set commentaar = null, referentie_aanbieder = null
    where (v.commentaar is not null or v.referentie_aanbieder is not null) and (
        select bool_and((b.inhoud).inhoud = '') from toewijzing_verzendingen z
        join berichten b on b.gemeente = z.gemeente and b.id = z.bericht_id
        where z.gemeente = v.gemeente and z.nummer = v.nummer and z.versie = v.versie
    )
    """,
)


def upgrade() -> None:
    op.execute("alter table verzoeken alter column referentie_zoek drop not null")
    _rewrite(BEFORE, TEXTS + BEFORE)
    for each in GONE:
        op.execute(each)


def downgrade() -> None:
    _rewrite(TEXTS + BEFORE, BEFORE)
    op.execute("update verzoeken set referentie_zoek = uuid_send(id) where referentie_zoek is null")
    op.execute("alter table verzoeken alter column referentie_zoek set not null")


def _rewrite(old: str, new: str) -> None:
    """Replace this text in the function that erases."""
    old, new = (each.replace("'", "''") for each in (old, new))
    op.execute(f"""
        do $do$
        declare
            definitie text := pg_get_functiondef('wis_inhoud'::regproc);
        begin
            if position('{old}' in definitie) = 0 then
                raise exception 'wis_inhoud is not as expected';
            end if;
            execute replace(definitie, '{old}', '{new}');
        end $do$
    """)
