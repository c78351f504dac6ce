"""Messages go and come through VECOZO: a channel, what it says of them, and what could not be received from it."""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None
expand_only = False

CHANNELS = "kanaal in ('postvak', 'push', 'map', 'ggk', 'dai'{})"
ADDRESSED = (
    "kanaal = 'postvak' or kanaal = 'push' and afleveradres is not null or kanaal = 'map' and aflevermap is not null"
    " or kanaal = 'ggk' and afleveradres is not null or kanaal = 'dai' and afleveradres is not null{}"
)
BEFORE = "'verzoeken', 'verzoek_antwoorden')"
FETCHED_TOO = "'verzoeken', 'verzoek_antwoorden', 'ophalingen')"
FETCHED = """
create table ophalingen (
    gemeente text not null,
    id uuid not null,
    adres text not null,
    conversatie uuid not null,
    soort text,
    probleem text not null,
    toelichting text not null,
    inhoud geheim,
    sinds timestamptz not null default now(),
    pogingen integer not null default 1,
    volgende_op timestamptz not null,
    losgelaten_op timestamptz,
    losgelaten_door text,
    losgelaten_ingang text,
    constraint pk_ophalingen primary key (gemeente, id)
);
alter table ophalingen alter column inhoud set statistics 0;
comment on table ophalingen is 'berichten die bij VECOZO lagen en niet konden worden ontvangen';
comment on column ophalingen.gemeente is 'de afzender zoals VECOZO hem noemt; leeg: zonder';
comment on column ophalingen.id is 'het TraceerID';
comment on column ophalingen.conversatie is 'het ConversatieID';
comment on column ophalingen.soort is 'zoals VECOZO het noemt';
comment on column ophalingen.inhoud is 'de payload; leeg zolang die bij VECOZO ligt';
comment on column ophalingen.losgelaten_op is 'een beheerder gaf het op'
"""


def upgrade() -> None:
    _allow(" or kanaal = 'vecozo' and afleveradres is not null", ", 'vecozo'")
    op.alter_column("organisaties", "afleveradres", comment="URL, bij elk kanaal over het web")
    op.add_column("enveloppen_in", sa.Column("conversatie", sa.Uuid()))
    op.alter_column("enveloppen_in", "conversatie", comment="van een bericht dat bij VECOZO lag: het ConversatieID")
    for name, kind, comment in (
        ("status", sa.Text(), "wat VECOZO het laatst van haar zei"),
        ("navraag_op", sa.DateTime(timezone=True), "wanneer VECOZO naar haar wordt gevraagd; leeg: niet"),
    ):
        op.add_column("enveloppen_uit", sa.Column(name, kind, comment=comment))
    op.create_index(
        "ix_enveloppen_uit_navraag",
        "enveloppen_uit",
        ["navraag_op"],
        postgresql_where=sa.text("navraag_op is not null"),
    )
    op.create_table(
        "ophaalbronnen",
        sa.Column("adres", sa.Text(), nullable=False),
        sa.Column(
            "volgende_op",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="voor dan vraagt niemand",
        ),
        sa.Column("gelukt_op", sa.DateTime(timezone=True), comment="wanneer het laatst alles was gevraagd"),
        sa.Column("uitkomst", sa.Text(), comment="waarom dat sindsdien niet lukte"),
        sa.PrimaryKeyConstraint("adres", name=op.f("pk_ophaalbronnen")),
        comment="waar berichten worden opgehaald, voor alle workers samen",
    )
    for each in FETCHED.split(";\n"):
        op.execute(each)
    op.create_index("ix_ophalingen_adres", "ophalingen", ["adres", "volgende_op"])
    _rewrite(BEFORE, FETCHED_TOO)


def downgrade() -> None:
    _rewrite(FETCHED_TOO, BEFORE)
    op.drop_table("ophalingen")
    op.drop_table("ophaalbronnen")
    op.drop_index("ix_enveloppen_uit_navraag", "enveloppen_uit")
    for name in ("status", "navraag_op"):
        op.drop_column("enveloppen_uit", name)
    op.drop_column("enveloppen_in", "conversatie")
    op.execute("update leveringen set kanaal = 'postvak' where kanaal = 'vecozo'")
    op.execute("update organisaties set kanaal = 'postvak' where kanaal = 'vecozo'")
    _allow("", "")
    op.alter_column("organisaties", "afleveradres", comment="URL, bij kanaal push, ggk of dai")


def _allow(addressed: str, channels: str) -> None:
    for table, condition in (("organisaties", ADDRESSED.format(addressed)), ("leveringen", CHANNELS.format(channels))):
        op.drop_constraint(op.f(f"ck_{table}_kanaal"), table)
        op.create_check_constraint("kanaal", table, condition)


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
