"""What the message types have in common: the header, and the composites of the basisschema.

Every value is the text exactly as it stands in the XML, because the official rules compare text: "+5" is not
"5" and " 2024-01-01" is not "2024-01-01". None means that the element is absent, "" that it has no text.
The order of the fields is the order of the elements; a field has the name of its element in snake_case.
A tuple of classes stands for the list wrapper of that name, `retour_codes` for RetourCodes.
"""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from lxml import etree

from gateway.standard.releases import MessageKind
from gateway.standard.xml.places import Lines


@dataclass(frozen=True, kw_only=True)
class Node:
    """An element with children; knows where it was read, which plays no part in equality."""

    element: etree._Element | None = field(default=None, compare=False, repr=False)
    """The element it was read from; None when it was built."""
    path: str = field(default="", compare=False, repr=False)
    """Its path in the message it was read from; "" when it was built."""
    lines: Lines | None = field(default=None, init=False, compare=False, repr=False)
    """Where to ask for lines when the document is too long for its elements to know theirs."""
    uncut: "Node | None" = field(default=None, init=False, compare=False, repr=False)
    """The same element with the whole of its texts; None when no comment or instruction cuts any of them."""


N = TypeVar("N", bound=Node)


def whole(node: N) -> N:
    """Return the class with the whole text of its own elements, where the class itself has the first part of each.

    Some official rules read the one, some the other; see `Card.whole_text`.
    """
    uncut = node.uncut
    return node if uncut is None else uncut  # type: ignore[return-value]  # the twin is of the same class


new_instance = object.__new__
"""An instance of a class without its values: put those in its `__dict__` before anyone else sees it.

A message is dozens of instances. To fill a frozen class field by field, as a call of it does, takes as long as to
parse the XML; that is also why these classes have no slots.
"""


@dataclass(frozen=True, kw_only=True)
class Composite(Node):
    """A composite type of the basisschema: its children stand in that namespace, not in the message's."""


@dataclass(frozen=True, kw_only=True)
class BerichtIdentificatie(Composite):
    """By which number and date the sender knows the message."""

    identificatie: str
    dagtekening: str


@dataclass(frozen=True, kw_only=True)
class XsdVersie(Composite):
    """The versions of the schemas a message was built with."""

    basisschema_xsd_versie: str
    bericht_xsd_versie: str


@dataclass(frozen=True, kw_only=True)
class BaseHeader(Node):
    """The beginning of every header: the kind of message, its sender and its receiver."""

    bericht_code: str
    bericht_versie: str
    bericht_subversie: str
    afzender: str
    ontvanger: str
    bericht_identificatie: BerichtIdentificatie
    xsd_versie: XsdVersie


@dataclass(frozen=True, kw_only=True)
class Header(BaseHeader):
    """The header of every message but the claim answer; what it has beyond a Kop only in a return message."""

    identificatie_retour: str | None = None
    dagtekening_retour: str | None = None
    xslt_versie: str | None = None
    xsd_versie_retour: XsdVersie | None = None
    retour_codes: tuple[str, ...] = ()


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


@dataclass(frozen=True, kw_only=True)
class Product(Composite):
    """Which care: a category, and within it a code."""

    categorie: str
    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Omvang(Composite):
    """How much care: volume, its unit and the period it is meant for."""

    volume: str
    eenheid: str
    frequentie: str


@dataclass(frozen=True, kw_only=True)
class Geboortedatum(Composite):
    """Date of birth; `datum_gebruik` says which parts of it are known."""

    datum: str
    datum_gebruik: str | None = None


@dataclass(frozen=True, kw_only=True)
class Achternaam(Composite):
    """Surname and what stands before it."""

    achternaam: str
    voorvoegsel: str | None = None


@dataclass(frozen=True, kw_only=True)
class VolledigeNaam(Composite):
    """A name with partner name and the order in which both are used."""

    geslachtsnaam: Achternaam
    partnernaam: Achternaam | None = None
    voornamen: str | None = None
    voorletters: str | None = None
    naam_gebruik: str


@dataclass(frozen=True, kw_only=True)
class VerkorteNaam(Composite):
    """A name as the provider sends it back: enough to recognise the client."""

    geslachtsnaam: Achternaam
    voornamen: str | None = None
    voorletters: str | None = None


@dataclass(frozen=True, kw_only=True)
class Huis(Composite):
    """House number with its additions."""

    huisnummer: str
    huisletter: str | None = None
    huisnummer_toevoeging: str | None = None
    aanduiding_woonadres: str | None = None


@dataclass(frozen=True, kw_only=True)
class Adres(Composite):
    """A postal address."""

    huis: Huis | None = None
    postcode: str | None = None
    straatnaam: str | None = None
    plaatsnaam: str | None = None
    land_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Telefoon(Composite):
    """A telephone number and the country it is in."""

    telefoonnummer: str
    landnummer: str


@dataclass(frozen=True, kw_only=True)
class Telefoonnummers(Composite):
    """One or two telephone numbers."""

    telefoon01: Telefoon
    telefoon02: Telefoon | None = None


@dataclass(frozen=True, kw_only=True)
class OpenPeriode(Composite):
    """A period, both days inclusive, that may be open at either end."""

    begindatum: str | None = None
    einddatum: str | None = None


@dataclass(frozen=True, kw_only=True)
class Communicatie(Composite):
    """How one can communicate with the client."""

    vorm: str
    taal: str | None = None
