"""People who work in the console, and their sessions."""

from alembic import op

revision = "0051"
down_revision = "0050"
expand_only = True
branch_labels = None
depends_on = None

BEFORE = "when tabel = 'push_geheimen'"
PEOPLE = f"when tabel = 'personen' then 't.organisatie = n.huurder and t.id = n.rij::uuid' {BEFORE}"

COMMENTS = {
    "personen.inlognaam": "staat in inzages, en wordt niet opnieuw gebruikt",
    "personen.wachtwoord": "Argon2id",
    "personen.totp": "geheim van de tweede factor",
    "personen.totp_stap": "tijdstap van de laatst gebruikte code",
    "personen.mislukt": "keer achter elkaar",
    "personen.vervallen_op": "sindsdien kan hij of zij niet meer inloggen",
    "sessies.hash": "SHA-256 van wat de browser bewaart",
    "sessies.doel": "waarvoor hij of zij gegevens inziet",
    "sessies.gezien_op": "op de minuut",
}


def _rewrite(old: str, new: str) -> None:
    """Replace this text in the function that encrypts anew, which names each table that it may touch."""
    old, new = (each.replace("'", "''") for each in (old, new))
    op.execute(f"""
        do $do$
        declare
            definitie text := pg_get_functiondef('herversleutel'::regproc);
        begin
            if position('{old}' in definitie) = 0 then
                raise exception 'herversleutel is not as expected';
            end if;
            execute replace(definitie, '{old}', '{new}');
        end $do$
    """)


def upgrade() -> None:
    op.execute("""
        create table personen (
            organisatie text not null,
            id uuid not null,
            inlognaam text not null,
            naam geheim not null,
            rol text not null,
            wachtwoord text not null,
            totp geheim,
            totp_stap bigint,
            mislukt integer default 0 not null,
            mislukt_op timestamptz,
            aangemaakt_op timestamptz not null,
            laatst_ingelogd_op timestamptz,
            vervallen_op timestamptz,
            constraint pk_personen primary key (organisatie, id),
            constraint uq_personen_inlognaam unique (inlognaam),
            constraint fk_personen_organisatie foreign key (organisatie) references organisaties (code),
            constraint ck_personen_rol check (rol in ('raadpleger', 'consulent', 'backoffice', 'beheerder'))
        )
    """)
    op.execute("""
        create table sessies (
            hash bytea not null,
            organisatie text not null,
            persoon uuid not null,
            doel text,
            begonnen_op timestamptz not null,
            gezien_op timestamptz not null,
            eindigt_op timestamptz not null,
            constraint pk_sessies primary key (hash),
            constraint fk_sessies_organisatie_persoon foreign key (organisatie, persoon)
                references personen (organisatie, id)
        )
    """)
    op.execute("create index ix_sessies_organisatie_persoon on sessies (organisatie, persoon)")
    op.execute("create index ix_sessies_eindigt_op on sessies (eindigt_op)")
    # Statistics would hold copies of what is encrypted.
    op.execute("alter table personen alter column naam set statistics 0, alter column totp set statistics 0")
    for column, comment in COMMENTS.items():
        op.execute(f"comment on column {column} is '{comment}'")
    _rewrite(BEFORE, PEOPLE)


def downgrade() -> None:
    _rewrite(PEOPLE, BEFORE)
    op.execute("drop table sessies")
    op.execute("drop table personen")
