"""What waits for whom, how that goes, and who delivers it."""

from typing import get_args

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from gateway.standard.channels import ChannelName
from gateway.store.tables.common import NOW, metadata

_CHANNELS = ", ".join(f"'{name}'" for name in get_args(ChannelName))
_TO_DELIVER = "staat = 'wachtend' and kanaal <> 'postvak'"
TROUBLED = "staat = any (array['opgegeven', 'stil']) or staat = 'wachtend' and opgegeven_op is not null"
"""True for a delivery that was given up and not made since, or was made and is silent."""
_IN_POSTVAK = "staat = 'opgegeven' or staat = 'wachtend' and kanaal = 'postvak'"

leveringen = Table(
    "leveringen",
    metadata,
    Column("gemeente", Text, nullable=False),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("bericht_id", Uuid, nullable=False),
    Column("ontvanger", Text, nullable=False),
    Column("reeks", Uuid, nullable=False, comment="binnen een reeks op volgorde; meestal de client"),
    Column("kanaal", Text, nullable=False, comment="dat van de ontvanger"),
    Column("omvang", Integer, comment="in bytes, van een groot bericht: dat wordt samengeperst bewaard"),
    Column("staat", Text, nullable=False, server_default="wachtend"),
    Column("pogingen", Integer, nullable=False, server_default="0"),
    Column("sinds", DateTime(timezone=True), nullable=False, server_default=NOW, comment="begin van de bezorgtermijn"),
    Column("niet_voor", DateTime(timezone=True), nullable=False, server_default=NOW, comment="ook de leasetijd"),
    Column("onderweg", Boolean, nullable=False, server_default=text("false"), comment="niet_voor is een leasetijd"),
    Column("wacht_op", BigInteger, comment="de eerdere levering die voorgaat, zodra dat is gezien"),
    Column("afgerond_op", DateTime(timezone=True)),
    Column("antwoord_voor", DateTime(timezone=True), comment="komt er voor dan geen retourbericht, dan is het stil"),
    Column("opgegeven_op", DateTime(timezone=True), comment="wanneer de levering is opgegeven, tot zij alsnog lukt"),
    Column("vastgelegd_op", DateTime(timezone=True), comment="van het bericht; leeg: eerder geleverd"),
    PrimaryKeyConstraint("gemeente", "id"),
    UniqueConstraint("gemeente", "bericht_id", "ontvanger"),
    ForeignKeyConstraint(["gemeente", "bericht_id"], ["berichten.gemeente", "berichten.id"]),
    CheckConstraint(f"kanaal in ({_CHANNELS})", name="kanaal"),
    CheckConstraint("staat in ('wachtend', 'geleverd', 'opgegeven', 'stil')", name="staat"),
    Index("ix_leveringen_postvak", "ontvanger", "id", postgresql_where=text(_IN_POSTVAK)),
    Index(
        "ix_leveringen_beurt",
        "ontvanger",
        "niet_voor",
        "id",
        postgresql_where=text(f"{_TO_DELIVER} and wacht_op is null"),
    ),
    Index(
        "ix_leveringen_volgorde",
        "gemeente",
        "ontvanger",
        "reeks",
        "id",
        postgresql_where=text(_TO_DELIVER),
    ),
    Index("ix_leveringen_id", "id"),
    Index("ix_leveringen_ontvanger", "ontvanger", "id"),
    Index(
        "ix_leveringen_niet_geleverd",
        *("vastgelegd_op", "bericht_id", "gemeente", "staat"),
        postgresql_where=text("staat <> 'geleverd'"),
    ),
    Index(
        "ix_leveringen_niet_geleverd_id",
        *("id", "ontvanger", "staat"),
        postgresql_where=text("staat <> 'geleverd'"),
    ),
    Index("ix_leveringen_opgegeven", "gemeente", "bericht_id", postgresql_where=text(TROUBLED)),
    Index("ix_leveringen_antwoord_voor", "antwoord_voor", postgresql_where=text("antwoord_voor is not null")),
    Index("ix_leveringen_stil", "gemeente", "bericht_id", postgresql_where=text("staat = 'stil'")),
    Index("ix_leveringen_wacht_op", "gemeente", "wacht_op", postgresql_where=text("wacht_op is not null")),
)

bestemmingen = Table(
    "bestemmingen",
    metadata,
    Column("ontvanger", Text, ForeignKey("organisaties.code"), primary_key=True),
    Column("fouten", Integer, nullable=False, server_default="0", comment="mislukte pogingen op rij"),
    Column("rust_tot", DateTime(timezone=True), comment="tot dan geen poging, en dan eerst een enkele"),
    Column("gezien_op", DateTime(timezone=True), comment="wanneer zij het laatst antwoordde, op de minuut"),
    Column("certificaat_tot", DateTime(timezone=True), comment="einde van haar certificaat, bij de laatste proef"),
    Column("proef_referentie", Uuid, comment="van de laatste rondreis door de keten"),
    Column("proef_code", Text, comment="van de Fo01 op die rondreis"),
    Column("lijn", Text, comment="onbeproefd: eerst proberen; mislukt: zo bevroren; leeg: zij is bereikt"),
    CheckConstraint("lijn in ('onbeproefd', 'mislukt')", name="lijn"),
    comment="hoe het gaat met wie berichten krijgt toegestuurd, voor alle workers samen",
)

stilstanden = Table(
    "stilstanden",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("kanaal", Text, nullable=False, comment="een kanaal, of binnenkomst"),
    Column("soorten", ARRAY(Text), nullable=False, comment="soorten bericht; leeg: alle"),
    Column("van", DateTime(timezone=True), nullable=False),
    Column("tot", DateTime(timezone=True), nullable=False, comment="voor van: ingetrokken"),
    Column("reden", Text),
    Column("door", Text, nullable=False, comment="code van wie het deed, of de opdrachtregel"),
    Column("ingang", Text, nullable=False),
    Column("beeindigd_door", Text),
    Column("beeindigd_ingang", Text),
    Column("gemaakt_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    comment="wanneer er niets langs een kanaal gaat, of niets wordt aangenomen",
)

workers = Table(
    "workers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("machine", Text, nullable=False),
    Column("gestart_op", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("gezien_op", DateTime(timezone=True), nullable=False, server_default=NOW),
)
