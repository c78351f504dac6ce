"""People whom an identity provider lets in, and values of it that serve once."""

from alembic import op

revision = "0061"
down_revision = "0056"
expand_only = True
branch_labels = None
depends_on = None

COMMENTS = {
    "personen.identiteit": "SHA-256 van iss en sub bij een identiteitsprovider",
    "sessies.identiteitssessie": "SHA-256 van iss en sid bij een identiteitsprovider",
    "eenmalig.hash": "SHA-256 van een waarde die maar één keer geldt",
    "eenmalig.tot": "daarna is hij te oud om nog te gelden",
}


def upgrade() -> None:
    op.execute("alter table personen add column identiteit bytea")
    op.execute(
        "alter table personen add constraint uq_personen_organisatie_identiteit unique (organisatie, identiteit)"
    )
    op.execute("alter table sessies add column identiteitssessie bytea")
    op.execute("""
        create table eenmalig (
            hash bytea not null,
            tot timestamptz not null,
            constraint pk_eenmalig primary key (hash)
        )
    """)
    for column, comment in COMMENTS.items():
        op.execute(f"comment on column {column} is '{comment}'")


def downgrade() -> None:
    op.execute("drop table eenmalig")
    op.execute("alter table sessies drop column identiteitssessie")
    op.execute("alter table personen drop column identiteit")
