"""Every message type of the standard: its class, its facts and what identifies each of its classes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, get_args

from gateway.messages.kinds.antwoord import Wmo319, Wmo320
from gateway.messages.kinds.declaratie import Wmo323, Wmo325
from gateway.messages.kinds.start import Wmo305, Wmo306
from gateway.messages.kinds.stop import Wmo307, Wmo308
from gateway.messages.kinds.toewijzing import Wmo301, Wmo302
from gateway.messages.kinds.verzoek import Wmo315, Wmo316, Wmo317, Wmo318
from gateway.standard.releases import MessageKind

CareMessage = (
    Wmo301
    | Wmo302
    | Wmo305
    | Wmo306
    | Wmo307
    | Wmo308
    | Wmo315
    | Wmo316
    | Wmo317
    | Wmo318
    | Wmo319
    | Wmo320
    | Wmo323
    | Wmo325
)
"""Assignment, start, stop, request and claim, and the answers to them: the messages that the gateway keeps books of."""

CARE_MESSAGE_KINDS: Final[tuple[MessageKind, ...]] = tuple(each.soort for each in get_args(CareMessage))
"""Their kinds, in the order of the standard."""

Message = CareMessage

KeyPaths = tuple[tuple[str, ...], ...]
"""Paths of the elements that together tell one instance of a class from another under the same parent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message type."""

    soort: MessageKind
    message_class: type[Message]
    keys: Mapping[str, KeyPaths]
    """By element name of the class ("StartProduct"). A key part that is absent is a value of its own."""


_PRODUCT_KEY: KeyPaths = (("ToewijzingNummer",), ("Product", "Categorie"), ("Product", "Code"), ("Begindatum",))

_ASSIGNMENT_KEYS: Mapping[str, KeyPaths] = MappingProxyType(
    {
        "Client": (("Bsn",),),
        "Relatie": (("Nummer",),),
        "Contact": (("Soort",),),
        "ToegewezenProduct": (("ToewijzingNummer",),),
    }
)
_START_KEYS: Mapping[str, KeyPaths] = MappingProxyType({"Client": (("Bsn",),), "StartProduct": _PRODUCT_KEY})
# The table of the 307 leaves Einddatum out of the key, that of TR101 has it. The verdicts of the official kit
# on stops that differ in nothing but Einddatum side with TR101.
_STOP_KEYS: Mapping[str, KeyPaths] = MappingProxyType(
    {"Client": (("Bsn",),), "StopProduct": (*_PRODUCT_KEY, ("RedenBeeindiging",), ("Einddatum",))}
)

_REQUEST_KEYS: Mapping[str, KeyPaths] = MappingProxyType(
    {"Client": (("Bsn",),), "AangevraagdProduct": (("ReferentieAanbieder",),)}
)
_CHANGE_REQUEST_KEYS: Mapping[str, KeyPaths] = MappingProxyType(
    {
        "Client": (("Bsn",),),
        "Verzoek": (("ReferentieAanbieder",),),
        "OngewijzigdProduct": (("ToewijzingNummer",),),
        "TeWijzigenProduct": (("ToewijzingNummer",),),
        "NieuwProduct": (("Product", "Categorie"), ("Product", "Code"), ("GewensteIngangsdatum",)),
    }
)
_ANSWER_KEYS: Mapping[str, KeyPaths] = MappingProxyType({"Antwoord": (("ReferentieAanbieder",), ("VerzoekAntwoord",))})
_CLAIM_LINE_KEYS: Mapping[str, KeyPaths] = MappingProxyType(
    {
        "Client": (("Bsn",),),
        "Prestatie": (
            ("ProductReferentie", "ReferentieNummer"),
            ("ProductReferentie", "VorigReferentieNummer"),
        ),
    }
)
_CLAIM_KEYS: Mapping[str, KeyPaths] = MappingProxyType({"Declaratie": (("DeclaratieNummer",),), **_CLAIM_LINE_KEYS})
_CLAIM_ANSWER_KEYS: Mapping[str, KeyPaths] = MappingProxyType(
    {"DeclaratieAntwoord": (("DeclaratieNummer",),), **_CLAIM_LINE_KEYS}
)

REGISTRY: Mapping[str, Entry] = MappingProxyType(
    {
        message_class.soort.name: Entry(soort=message_class.soort, message_class=message_class, keys=keys)
        for message_class, keys in (
            (Wmo301, _ASSIGNMENT_KEYS),
            (Wmo302, _ASSIGNMENT_KEYS),
            (Wmo305, _START_KEYS),
            (Wmo306, _START_KEYS),
            (Wmo307, _STOP_KEYS),
            (Wmo308, _STOP_KEYS),
            (Wmo315, _REQUEST_KEYS),
            (Wmo316, _REQUEST_KEYS),
            (Wmo317, _CHANGE_REQUEST_KEYS),
            (Wmo318, _CHANGE_REQUEST_KEYS),
            (Wmo319, _ANSWER_KEYS),
            (Wmo320, _ANSWER_KEYS),
            (Wmo323, _CLAIM_KEYS),
            (Wmo325, _CLAIM_ANSWER_KEYS),
        )
    }
)
"""By name: "WMO305"."""
