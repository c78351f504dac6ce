"""The header of a message that starts here."""

from datetime import date
from typing import Any

from gateway.messages.gedeeld import BerichtIdentificatie, Header, XsdVersie
from gateway.standard.releases import BerichtSoort


def fixed(soort: BerichtSoort) -> dict[str, Any]:
    """The header fields that the type of message and its release decide, by field name."""
    versie, subversie = soort.release.split(".")
    return {
        "bericht_code": soort.code,
        "bericht_versie": versie,
        "bericht_subversie": subversie,
        "xsd_versie": xsd_versie(soort),
    }


def xsd_versie(soort: BerichtSoort) -> XsdVersie:
    """The versions of the schemas that a message of this type is built with."""
    return XsdVersie(basisschema_xsd_versie=soort.basis_versie, bericht_xsd_versie=soort.xsd_versie)


def header(
    soort: BerichtSoort, *, afzender: str, ontvanger: str, identificatie: str, dagtekening: date
) -> Header:
    """A header for a forward message; the type decides which party is a gemeentecode, which an AGB code."""
    return Header(
        **fixed(soort),
        afzender=afzender,
        ontvanger=ontvanger,
        bericht_identificatie=BerichtIdentificatie(
            identificatie=identificatie, dagtekening=dagtekening.isoformat()
        ),
    )
