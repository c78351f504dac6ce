"""VECOZO, which stands between the providers and the rest of the chain: its error codes, statuses and roles.

Sources: VECOZO's knowledge base (codes, statuses of the portal) and the OpenAPI documents of VSP-Koppeling REST (Push
V1, Pull V1, Berichtstatus V3). What the words of these are for the Wmo is not public: see docs/chain.md.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from gateway.standard.stuf.codes import ChainCode, CodeList, Remedy, look_up

BRS_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "BRS01": "de zender is niet bekend, of niet in deze rol",
        "BRS02": "de indiener heeft niet de rol die dit vraagt",
        "BRS03": "de indiener is niet gemachtigd door de zender",
        "BRS04": "de geadresseerde is niet aangesloten",
        "BRS05": "de geadresseerde heeft niet de rol die dit vraagt",
        "BRS06": "het bericht is te groot",
        "BRS12": "in het bericht is een virus gevonden; het is verwijderd",
        "BRS13": "het bericht voldoet niet aan zijn schema",
        "BRS14": "het bericht is geen geldige XML",
        "BRS15": "het zipbestand is niet te lezen",
        "BRS16": "in het zipbestand zitten te veel bestanden",
        "BRS17": "het zipbestand heeft een wachtwoord",
        "BRS18": "persoonsgegevens mogen niet in deze testomgeving",
        "BRS19": "een bestand in het zipbestand is te groot",
        "BRS20": "de Identificatie is door deze zender voor deze soort bericht al gebruikt",
        "BRS21": "het zipbestand is leeg",
        "BRS28": "het bericht voldoet niet aan de regels van zijn standaard",
        "BRS29": "in het zipbestand zitten mappen",
        "BRS33": "voor deze berichtenstroom is geen route",
        "BRS114": "dit TraceerID is door deze zender al gebruikt",
    }
)
"""What is wrong with a message (Dutch), by code."""

USED_BEFORE: Final = "BRS114"
"""Of a message whose TraceerID VECOZO has already: what came under it first is there."""
_REMEDIES: Final[Mapping[Remedy, tuple[str, ...]]] = MappingProxyType(
    {
        Remedy.ADMINISTER: ("BRS01", "BRS02", "BRS03", "BRS05", "BRS33"),
        Remedy.SPLIT: ("BRS06", "BRS19"),
        Remedy.STOP: ("BRS12", USED_BEFORE),
    }
)
"""What is to be done about a code; about any other: mend the message, and send it under a new Identificatie."""


def advice_on(code: str, code_list: CodeList) -> ChainCode:
    """Return what this code means and what to do; one that is not VECOZO's own is looked up in the lists of the chain.

    VECOZO's own list comes first: in the chain's former one, BRS06 is something else.
    """
    if code not in BRS_CODES:
        return look_up(code, code_list)
    remedy = next((each for each, codes in _REMEDIES.items() if code in codes), Remedy.CORRECT)
    return ChainCode(code, BRS_CODES[code], remedy)


TOLD_AS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "IB008": "BRS02",
        "IB009": "BRS03",
        "IB010": "BRS04",
        "IB011": "BRS05",
        "IB012": "BRS06",
        "IB013": "BRS12",
        "IB014": "BRS13",
        "IB015": "BRS18",
        "IB901": "BRS15",
        "IB902": "BRS16",
        "IB903": "BRS17",
        "IB904": "BRS19",
        "IB905": "BRS21",
        "CC02": "BRS13",
        "CC03": "BRS06",
    }
)
"""The code by which VECOZO tells a provider what a municipality gets as a Fo01 with the code before it."""


class Status(StrEnum):
    """Where a message is, as Berichtstatus V3 spells it; the parts of a message in parts are left out."""

    ONTVANGEN = "Ontvangen"
    WORDT_VERWERKT = "WordtVerwerkt"
    AFGEKEURD = "AfgekeurdDoorDienst"
    VOLTOOID = "VerwerkingVoltooid"
    WORDT_AANGEBODEN = "WordtAangeboden"
    BEZORGD = "Bezorgd"
    AANBIEDEN_MISLUKT = "AanbiedenMislukt"
    AFGEBROKEN = "BezorgingAfgebroken"


ENDS: Final = frozenset({Status.AFGEKEURD, Status.BEZORGD, Status.AFGEBROKEN})
"""Statuses that nothing follows on."""
_OF_V2: Final[Mapping[str, Status]] = MappingProxyType({"Aangeboden": Status.WORDT_AANGEBODEN})
"""What Berichtstatus V2, which ends on 1 January 2027, calls otherwise."""


def status_of(text: str) -> Status | None:
    """Return the status that V3 or V2 calls so; None for one that is about a message in parts, or unknown."""
    return _OF_V2.get(text) or next((each for each in Status if each.value == text), None)


MUNICIPALITY: Final = "Gemeente"
"""The rol of a municipality."""
PROVIDER_ROLES: Final = ("Instelling", "Praktijk", "Zorgverlener")
"""The rol of a provider is one of these: which, its registration says."""
