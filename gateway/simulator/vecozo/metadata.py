"""What the metadata of a message at VECOZO and its StUF envelope say of each other, and how messages are searched."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field

from gateway.simulator.checks import is_return
from gateway.standard.municipalities import was_municipality
from gateway.standard.releases import IWMO_3_2
from gateway.standard.stuf.messages import CHAIN, Envelope, StufParty, Version
from gateway.standard.vecozo.codes import MUNICIPALITY, PROVIDER_ROLES
from gateway.standard.vecozo.metadata import (
    Berichtstroom,
    Metadata,
    Middle,
    Number,
    Referentiegegevens,
    Relatie,
    Routeringgegevens,
    Shape,
    Short,
    SleutelWaarde,
)

UNKNOWN_ACTION: Final = "Onbekend"
"""In place of an Actie, of which the words for the Wmo are not public."""
_STREAM: Final = "WMO"
"""Berichttype: presumably so for the Wmo."""


class ZoekpadOpBerichtstroom(Shape):
    """Asks for the messages of a kind, or of a receiver."""

    zoekpad_type: Literal["ZoekpadOpBerichtstroom"]
    berichttype: Short
    berichtsubtype: Short | None = None
    berichtversie: Number | None = None
    berichtsubversie: Number | None = None
    actie: Short | None = None
    geadresseerde_rol: Middle | None = None
    geadresseerde_code: Middle | None = None

    def finds(self, metadata: Metadata) -> bool:
        """Return True when this message is asked for."""
        route = metadata.routeringgegevens
        asked = self.model_dump(include=set(Berichtstroom.model_fields), exclude_none=True)
        stream = route.berichtstroom.model_dump()
        return all(stream[key] == value for key, value in asked.items()) and any(
            self.geadresseerde_rol in (None, each.rol) and self.geadresseerde_code in (None, each.code)
            for each in route.geadresseerden
        )


class ZoekpadOpConversatieId(Shape):
    """Asks for the messages of a conversation."""

    zoekpad_type: Literal["ZoekpadOpConversatieId"]
    conversatie_id: UUID

    def finds(self, metadata: Metadata) -> bool:
        """Return True when this message is asked for."""
        return metadata.referentiegegevens.conversatie_id == self.conversatie_id


class ZoekpadOpAlsAntwoordOp(Shape):
    """Asks for what answers a message."""

    zoekpad_type: Literal["ZoekpadOpAlsAntwoordOp"]
    als_antwoord_op: UUID

    def finds(self, metadata: Metadata) -> bool:
        """Return True when this message is asked for."""
        return metadata.referentiegegevens.als_antwoord_op == self.als_antwoord_op


Search = Annotated[
    ZoekpadOpBerichtstroom | ZoekpadOpConversatieId | ZoekpadOpAlsAntwoordOp, Field(discriminator="zoekpad_type")
]


def metadata_of(envelope: Envelope) -> Metadata:
    """Return what VECOZO says of the message in this envelope, which came from a municipality."""
    route = Routeringgegevens(
        afzender=_relatie(envelope.zender),
        geadresseerden=(_relatie(envelope.ontvanger),),
        berichtstroom=Berichtstroom(
            berichttype=_STREAM,
            berichtsubtype=envelope.functie,
            berichtversie=envelope.functie_versie.major,
            berichtsubversie=envelope.functie_versie.minor,
            actie=UNKNOWN_ACTION,
        ),
    )
    own, answered = UUID(envelope.referentienummer), envelope.cross_refnummer
    names = Referentiegegevens(
        conversatie_id=own if answered is None else UUID(answered),
        traceer_id=own,
        als_antwoord_op=None if answered is None else UUID(answered),
    )
    context = (
        SleutelWaarde(sleutel="Applicatie", waarde=(envelope.zender.applicatie,)),
        SleutelWaarde(sleutel="ApplicatieVersie", waarde=(str(envelope.applicatie_versie.major),)),
        SleutelWaarde(sleutel="ApplicatieSubversie", waarde=(str(envelope.applicatie_versie.minor),)),
    )
    return Metadata(routeringgegevens=route, referentiegegevens=names, verwerkingscontext=context)


def envelope_of(metadata: Metadata, content: bytes, now: datetime) -> Envelope:
    """Return the envelope in which VECOZO hands a provider's message on; its addressee is the first one.

    `metadata` names a kind of message that exists, its sender and its addressee by their codes.
    """
    route, names = metadata.routeringgegevens, metadata.referentiegegevens
    stream, receiver = route.berichtstroom, route.geadresseerden[0]
    assert stream.berichtsubtype is not None
    assert route.afzender.code is not None
    assert receiver.code is not None
    returns = is_return(stream.berichtsubtype)
    context = {each.sleutel: each.waarde[0] for each in metadata.verwerkingscontext or ()}
    return Envelope(
        code="Du01" if returns else "Di01",
        zender=StufParty(route.afzender.code, _application(context.get("Applicatie"))),
        ontvanger=StufParty(receiver.code, CHAIN),
        referentienummer=str(names.traceer_id),
        tijdstip=now,
        functie=stream.berichtsubtype,
        applicatie_versie=Version(
            major=_version(context.get("ApplicatieVersie")), minor=_version(context.get("ApplicatieSubversie"))
        ),
        functie_versie=Version(major=stream.berichtversie, minor=stream.berichtsubversie),
        content=content,
        cross_refnummer=str(names.als_antwoord_op or names.conversatie_id) if returns else None,
    )


def is_routed(stream: Berichtstroom) -> bool:
    """Return True for a kind of message that goes from a provider to a municipality."""
    return stream.berichttype == _STREAM and stream.berichtsubtype in IWMO_3_2.kinds


def _relatie(party: StufParty) -> Relatie:
    return Relatie(
        rol=MUNICIPALITY if was_municipality(party.organisatie) else PROVIDER_ROLES[0], code=party.organisatie
    )


def _application(name: str | None) -> str:
    """Return the name that StUF takes, which is 3 to 50 characters long."""
    return name if name is not None and 3 <= len(name) <= 50 else "VECOZO"


def _version(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) <= 4 else 0
