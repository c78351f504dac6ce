"""Every message type of the standard: its class, its facts and what identifies each of its classes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, get_args

from gateway.messages.antwoord import Wmo319, Wmo320
from gateway.messages.declaratie import Wmo323, Wmo325
from gateway.messages.start import Wmo305, Wmo306
from gateway.messages.stop import Wmo307, Wmo308
from gateway.messages.toewijzing import Wmo301, Wmo302
from gateway.messages.verzoek import Wmo315, Wmo316, Wmo317, Wmo318
from gateway.standard.releases import MessageKind

Zorgbericht = Wmo301 | Wmo302 | Wmo305 | Wmo306 | Wmo307 | Wmo308
"""Assignment, start and stop, and the answers to them: the messages that the gateway keeps books of."""

ZORGBERICHTEN: Final[tuple[MessageKind, ...]] = tuple(klasse.soort for klasse in get_args(Zorgbericht))
"""Their kinds, in the order of the standard."""

Bericht = Zorgbericht | Wmo315 | Wmo316 | Wmo317 | Wmo318 | Wmo319 | Wmo320 | Wmo323 | Wmo325

Sleutel = tuple[tuple[str, ...], ...]
"""Paths of the elements that together tell one instance of a class from another under the same parent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message type."""

    soort: MessageKind
    klasse: type[Bericht]
    sleutels: Mapping[str, Sleutel]
    """By element name of the class ("StartProduct"). A key part that is absent is a value of its own."""


_PRODUCT: Sleutel = (("ToewijzingNummer",), ("Product", "Categorie"), ("Product", "Code"), ("Begindatum",))

_TOEWIJZING: Mapping[str, Sleutel] = MappingProxyType(
    {
        "Client": (("Bsn",),),
        "Relatie": (("Nummer",),),
        "Contact": (("Soort",),),
        "ToegewezenProduct": (("ToewijzingNummer",),),
    }
)
_START: Mapping[str, Sleutel] = MappingProxyType({"Client": (("Bsn",),), "StartProduct": _PRODUCT})
# The table of the 307 leaves Einddatum out of the key, that of TR101 has it. The verdicts of the official kit
# on stops that differ in nothing but Einddatum side with TR101.
_STOP: Mapping[str, Sleutel] = MappingProxyType(
    {"Client": (("Bsn",),), "StopProduct": (*_PRODUCT, ("RedenBeeindiging",), ("Einddatum",))}
)

_AANVRAAG: Mapping[str, Sleutel] = MappingProxyType(
    {"Client": (("Bsn",),), "AangevraagdProduct": (("ReferentieAanbieder",),)}
)
_WIJZIGING: Mapping[str, Sleutel] = MappingProxyType(
    {
        "Client": (("Bsn",),),
        "Verzoek": (("ReferentieAanbieder",),),
        "OngewijzigdProduct": (("ToewijzingNummer",),),
        "TeWijzigenProduct": (("ToewijzingNummer",),),
        "NieuwProduct": (("Product", "Categorie"), ("Product", "Code"), ("GewensteIngangsdatum",)),
    }
)
_ANTWOORD: Mapping[str, Sleutel] = MappingProxyType({"Antwoord": (("ReferentieAanbieder",), ("VerzoekAntwoord",))})
_PRESTATIE: Mapping[str, Sleutel] = MappingProxyType(
    {
        "Client": (("Bsn",),),
        "Prestatie": (
            ("ProductReferentie", "ReferentieNummer"),
            ("ProductReferentie", "VorigReferentieNummer"),
        ),
    }
)
_DECLARATIE: Mapping[str, Sleutel] = MappingProxyType({"Declaratie": (("DeclaratieNummer",),), **_PRESTATIE})
_BESLUIT: Mapping[str, Sleutel] = MappingProxyType({"DeclaratieAntwoord": (("DeclaratieNummer",),), **_PRESTATIE})

REGISTRY: Mapping[str, Entry] = MappingProxyType(
    {
        klasse.soort.name: Entry(soort=klasse.soort, klasse=klasse, sleutels=sleutels)
        for klasse, sleutels in (
            (Wmo301, _TOEWIJZING),
            (Wmo302, _TOEWIJZING),
            (Wmo305, _START),
            (Wmo306, _START),
            (Wmo307, _STOP),
            (Wmo308, _STOP),
            (Wmo315, _AANVRAAG),
            (Wmo316, _AANVRAAG),
            (Wmo317, _WIJZIGING),
            (Wmo318, _WIJZIGING),
            (Wmo319, _ANTWOORD),
            (Wmo320, _ANTWOORD),
            (Wmo323, _DECLARATIE),
            (Wmo325, _BESLUIT),
        )
    }
)
"""By name: "WMO305"."""
