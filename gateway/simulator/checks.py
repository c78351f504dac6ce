"""What the exchanges have against a message that they took: the code of a Fo01, by either list."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from gateway.messages.read import read
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.municipalities import is_municipality
from gateway.standard.releases import IWMO_3_2
from gateway.standard.stuf.codes import CodeList
from gateway.standard.stuf.messages import MAX_ENVELOPE_BYTES, Envelope, StufParty
from gateway.standard.stuf.write import soap_request
from gateway.standard.xml.parse import XmlProblem, parse
from gateway.standard.xsd.schemas import Schemas


class Objection(StrEnum):
    """What an exchange can have against a message."""

    SENDER = "zender"
    SIZE = "omvang"
    FUNCTION = "functie"
    MUNICIPALITY = "gemeente"
    COMBINATION = "combinatie"
    RECEIVER = "ontvanger"
    SCHEMA = "schema"
    FROZEN = "stilstand"


CODES: Final[Mapping[CodeList, Mapping[Objection, str]]] = MappingProxyType(
    {
        "2025": MappingProxyType(
            {
                Objection.SENDER: "IB002",
                Objection.SIZE: "IB003",
                Objection.FUNCTION: "IB004",
                Objection.MUNICIPALITY: "IB005",
                Objection.COMBINATION: "IB006",
                Objection.RECEIVER: "IB010",
                Objection.SCHEMA: "IB014",
                Objection.FROZEN: "IB023",
            }
        ),
        "2017": MappingProxyType(
            {
                Objection.SENDER: "IB213",
                Objection.SIZE: "IB007",
                Objection.FUNCTION: "IB234",
                Objection.MUNICIPALITY: "IB210",
                Objection.COMBINATION: "IB240",
                Objection.RECEIVER: "BRS04",
                Objection.SCHEMA: "CC02",
                Objection.FROZEN: "IB103",
            }
        ),
    }
)
_OF_GGK: Final = frozenset({"IB001", "IB002", "IB003", "IB004", "IB005", "IB006", "IB007", "IB023"})
"""Codes of the list of 2025 that the GGK gives itself; all other IB codes of it are VECOZO's."""


def objection_to(envelope: Envelope, connected: Collection[str], schemas: Schemas) -> Objection | None:
    """Return the first objection of the GGK or VECOZO to this message; None when it is brought to its receiver.

    `connected`: the codes of all parties of the chain.
    """
    sender, receiver = envelope.zender.organisatie, envelope.ontvanger.organisatie
    if sender not in connected:
        return Objection.SENDER
    if len(soap_request(envelope)) > MAX_ENVELOPE_BYTES:
        return Objection.SIZE
    kind = IWMO_3_2.kinds.get(envelope.functie)
    if kind is None:
        return Objection.FUNCTION
    municipality, provider = (sender, receiver) if kind.sender == "gemeente" else (receiver, sender)
    if not is_municipality(municipality, envelope.tijdstip.astimezone(DUTCH_TIME).date()):
        return Objection.MUNICIPALITY
    # Whether a WMO325 goes as Di01 or Du01 is open.
    if (not kind.is_answer and envelope.code != "Di01") or (is_return(envelope.functie) and envelope.code != "Du01"):
        return Objection.COMBINATION
    if municipality not in connected:
        return Objection.MUNICIPALITY
    if provider not in connected:
        return Objection.RECEIVER
    return _objection_to_content(envelope, schemas)


def is_return(functie: str) -> bool:
    """Return True for a return message, which travels as a Du01."""
    kind = IWMO_3_2.kinds[functie]
    return kind.is_answer and kind.afzender != kind.sender


def faulted_by(code: str, code_list: CodeList) -> StufParty:
    """Return the party of the chain that gives this code."""
    if code.startswith("RIN"):
        return StufParty("RINIS", "RINISWebservice")
    if code.startswith("IB") and (code_list == "2017" or code in _OF_GGK):
        return StufParty("IB", "GGKWebservice")
    return StufParty("VECOZO", "VECOZOWebservice")


def _objection_to_content(envelope: Envelope, schemas: Schemas) -> Objection | None:
    try:
        document = parse(envelope.content)
    except XmlProblem:
        return Objection.SCHEMA
    if document.soort.name != envelope.functie or not schemas.valid(document):
        return Objection.SCHEMA
    header = read(document).header
    named = {header.afzender, header.ontvanger}
    return None if named == {envelope.zender.organisatie, envelope.ontvanger.organisatie} else Objection.RECEIVER
