"""Deliveries go in order, over a channel of the receiver's choice, and can be given up, sent again and frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TE_BEZORGEN = "staat = 'wachtend' and kanaal <> 'postvak'"
IN_POSTVAK = "staat = 'opgegeven' or staat = 'wachtend' and kanaal = 'postvak'"
KANAAL = (
    "kanaal = 'postvak' or kanaal = 'push' and afleveradres is not null or kanaal = 'map' and aflevermap is not null"
)


def _moment(name: str, *, nu: bool = False, comment: str | None = None) -> sa.Column[object]:
    default = sa.text("now()") if nu else None
    return sa.Column(name, sa.DateTime(timezone=True), server_default=default, nullable=not nu, comment=comment)


def upgrade() -> None:
    _organisaties()
    _new_tables()
    _leveringen()


def _organisaties() -> None:
    for column in (
        sa.Column(
            "kanaal", sa.Text(), server_default="postvak", nullable=False, comment="hoe zij haar berichten krijgt"
        ),
        sa.Column("aflevermap", sa.Text(), comment="map op deze machine, bij kanaal map"),
        _moment("bevroren_op", comment="sindsdien wordt haar niets bezorgd"),
        sa.Column("bevroren_reden", sa.Text()),
    ):
        op.add_column("organisaties", column)
    op.alter_column("organisaties", "afleveradres", comment="URL, bij kanaal push")
    op.execute("update organisaties set kanaal = 'push' where afleveradres is not null")
    op.create_check_constraint("kanaal", "organisaties", KANAAL)


def _new_tables() -> None:
    organisatie = ["organisaties.code"]
    op.create_table(
        "push_geheimen",
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("geheim", sa.LargeBinary(), nullable=False, comment="waarmee een push wordt ondertekend"),
        _moment("aangemaakt_op", nu=True),
        _moment("vervalt_op", comment="van een geheim dat een opvolger heeft"),
        sa.ForeignKeyConstraint(["organisatie"], organisatie, name=op.f("fk_push_geheimen_organisatie")),
        sa.PrimaryKeyConstraint("organisatie", "id", name=op.f("pk_push_geheimen")),
    )
    op.create_table(
        "bestemmingen",
        sa.Column("ontvanger", sa.Text(), nullable=False),
        sa.Column("fouten", sa.Integer(), server_default="0", nullable=False, comment="mislukte pogingen op rij"),
        _moment("rust_tot", comment="tot dan geen poging, en dan eerst een enkele"),
        sa.ForeignKeyConstraint(["ontvanger"], organisatie, name=op.f("fk_bestemmingen_ontvanger")),
        sa.PrimaryKeyConstraint("ontvanger", name=op.f("pk_bestemmingen")),
        comment="hoe het gaat met wie berichten krijgt toegestuurd, voor alle workers samen",
    )
    op.create_table(
        "workers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        _moment("gestart_op", nu=True),
        _moment("gezien_op", nu=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workers")),
    )


def _leveringen() -> None:
    for column in (
        sa.Column("reeks", sa.Uuid(), comment="binnen een reeks op volgorde; meestal de client"),
        _moment("sinds", nu=True, comment="begin van de bezorgtermijn"),
        sa.Column(
            "onderweg",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="niet_voor is een leasetijd",
        ),
        sa.Column("wacht_op", sa.BigInteger(), comment="de eerdere levering die voorgaat, zodra dat is gezien"),
    ):
        op.add_column("leveringen", column)
    op.alter_column("leveringen", "kanaal", comment="dat van de ontvanger")
    for name in ("kanaal", "staat"):
        op.drop_constraint(name, "leveringen", type_="check")
    op.create_check_constraint("kanaal", "leveringen", "kanaal in ('postvak', 'push', 'map')")
    op.create_check_constraint("staat", "leveringen", "staat in ('wachtend', 'geleverd', 'opgegeven')")
    op.execute(
        "update leveringen l set sinds = b.vastgelegd_op, reeks = coalesce(b.client_id, b.id) from berichten b"
        " where b.gemeente = l.gemeente and b.id = l.bericht_id"
    )
    op.alter_column("leveringen", "reeks", nullable=False)
    op.execute(
        "update leveringen l set staat = 'opgegeven', kanaal = 'push' from organisaties o where o.code = l.ontvanger"
        " and o.kanaal = 'push' and l.kanaal = 'postvak' and l.staat = 'wachtend'"
    )
    op.drop_index("ix_leveringen_postvak", "leveringen")
    op.drop_index("ix_leveringen_push", "leveringen")
    op.create_index("ix_leveringen_postvak", "leveringen", ["ontvanger", "id"], postgresql_where=sa.text(IN_POSTVAK))
    op.create_index(
        "ix_leveringen_beurt",
        "leveringen",
        ["ontvanger", "niet_voor", "id"],
        postgresql_where=sa.text(f"{TE_BEZORGEN} and wacht_op is null"),
    )
    op.create_index(
        "ix_leveringen_volgorde",
        "leveringen",
        ["gemeente", "ontvanger", "reeks", "id"],
        postgresql_where=sa.text(TE_BEZORGEN),
    )
    op.create_index(
        "ix_leveringen_wacht_op",
        "leveringen",
        ["gemeente", "wacht_op"],
        postgresql_where=sa.text("wacht_op is not null"),
    )


def downgrade() -> None:
    op.execute("update leveringen set staat = 'wachtend', kanaal = 'postvak' where staat = 'opgegeven'")
    op.execute("update leveringen set kanaal = 'postvak' where kanaal = 'map'")
    for name in ("postvak", "beurt", "volgorde", "wacht_op"):
        op.drop_index(f"ix_leveringen_{name}", "leveringen")
    for name in ("kanaal", "staat"):
        op.drop_constraint(name, "leveringen", type_="check")
    op.create_check_constraint("kanaal", "leveringen", "kanaal in ('postvak', 'push')")
    op.create_check_constraint("staat", "leveringen", "staat in ('wachtend', 'geleverd')")
    op.alter_column("leveringen", "kanaal", comment=None)
    for name in ("reeks", "sinds", "onderweg", "wacht_op"):
        op.drop_column("leveringen", name)
    op.create_index(
        "ix_leveringen_postvak", "leveringen", ["ontvanger", "id"], postgresql_where=sa.text("staat = 'wachtend'")
    )
    op.create_index(
        "ix_leveringen_push",
        "leveringen",
        ["niet_voor"],
        postgresql_where=sa.text("staat = 'wachtend' and kanaal = 'push'"),
    )
    for name in ("workers", "bestemmingen", "push_geheimen"):
        op.drop_table(name)
    op.execute("update organisaties set afleveradres = null where kanaal <> 'push'")
    op.drop_constraint("kanaal", "organisaties", type_="check")
    op.alter_column("organisaties", "afleveradres", comment="URL voor push; leeg is postvak")
    for name in ("kanaal", "aflevermap", "bevroren_op", "bevroren_reden"):
        op.drop_column("organisaties", name)
