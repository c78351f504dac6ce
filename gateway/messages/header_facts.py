"""What the type of a message and its release decide about the header."""

from typing import Any

from gateway.messages.common import XsdVersie
from gateway.standard.releases import MessageKind


def fixed(soort: MessageKind) -> dict[str, Any]:
    """Return the header fields that the type of message leaves no choice in, by field name."""
    versie, subversie = soort.release.split(".")
    return {
        "bericht_code": soort.code,
        "bericht_versie": versie,
        "bericht_subversie": subversie,
        "xsd_versie": xsd_versie(soort),
    }


def xsd_versie(soort: MessageKind) -> XsdVersie:
    """Return the versions of the schemas that a message of this type is built with."""
    return XsdVersie(basisschema_xsd_versie=soort.base_version, bericht_xsd_versie=soort.xsd_versie)
