"""A message as it is handed in at VECOZO: its metadata, and its payload."""

from uuid import UUID

from gateway.standard.stuf.messages import Envelope
from gateway.standard.vecozo.codes import MUNICIPALITY
from gateway.standard.vecozo.metadata import (
    Berichtstroom,
    Metadata,
    Referentiegegevens,
    Relatie,
    Routeringgegevens,
    SleutelWaarde,
)
from gateway.standard.vecozo.payloads import payload_of
from gateway.transport.channel import PayloadForm, VecozoSettings


def metadata_for(envelope: Envelope, settings: VecozoSettings, referentie: str) -> Metadata:
    """Return what goes beside the message of a provider.

    `referentie`: by what its sender knows it, without anything personal. A forward message begins a conversation of its
    own name; a return message goes on in that of what it answers.
    """
    traceer_id, answered = UUID(envelope.referentienummer), envelope.cross_refnummer
    conversation = envelope.conversatie or answered or envelope.referentienummer
    version = envelope.applicatie_versie
    return Metadata(
        routeringgegevens=Routeringgegevens(
            afzender=Relatie(rol=settings.rol, code=envelope.zender.organisatie),
            geadresseerden=(Relatie(rol=MUNICIPALITY, code=envelope.ontvanger.organisatie),),
            berichtstroom=Berichtstroom(
                berichttype=settings.berichttype,
                berichtsubtype=envelope.functie,
                berichtversie=envelope.functie_versie.major,
                berichtsubversie=envelope.functie_versie.minor,
                actie=settings.acties[envelope.functie],
            ),
        ),
        referentiegegevens=Referentiegegevens(
            conversatie_id=UUID(conversation),
            traceer_id=traceer_id,
            als_antwoord_op=None if answered is None else UUID(answered),
            referentie_id=referentie,
        ),
        verwerkingscontext=(
            SleutelWaarde(sleutel="Applicatie", waarde=(envelope.zender.applicatie,)),
            SleutelWaarde(sleutel="ApplicatieVersie", waarde=(str(version.major),)),
            SleutelWaarde(sleutel="ApplicatieSubversie", waarde=(str(version.minor),)),
        ),
    )


def payload_for(envelope: Envelope, form: PayloadForm) -> bytes:
    """Return the payload: the very bytes of the message, in a zip or bare."""
    return envelope.content if form == "xml" else payload_of(envelope.referentienummer, envelope.content)
