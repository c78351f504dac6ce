"""TR101: no two instances of a class with one logical key."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeAlias

from gateway.messages.common import Node, Product, whole
from gateway.messages.kinds.antwoord import Wmo319
from gateway.messages.kinds.declaratie import Prestatie
from gateway.messages.kinds.start import StartProduct, Wmo305
from gateway.messages.kinds.stop import StopProduct, Wmo307
from gateway.messages.kinds.toewijzing import Wmo301
from gateway.messages.kinds.verzoek import NieuwProduct, Verzoek, Wmo315, Wmo317
from gateway.rules.card import Card
from gateway.rules.fault import Fault, together
from gateway.rules.kit import groups, quote
from gateway.rules.parts import claim
from gateway.rules.parts.shared import WithBsn
from gateway.standard.identifiers import mask_bsn

card = Card(
    code="TR101",
    retourcode="0001",
    level=2,
    messages=frozenset(
        {"WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO319", "WMO323", "WMO325"},
    ),
    element=(
        "Client; Client/Contactgegevens/Contact; Client/Relaties/Relatie; "
        "Client/ToegewezenProducten/ToegewezenProduct; Client/StartProducten/StartProduct; "
        "Client/StopProducten/StopProduct; Client/AangevraagdeProducten/AangevraagdProduct; Client/Verzoek; "
        "Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct; "
        "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct; Client/Verzoek/NieuweProducten/NieuwProduct; "
        "Antwoord; Declaratie; Declaratie/Clienten/Client; Declaratie/Clienten/Client/Prestaties/Prestatie; "
        "DeclaratieAntwoord; DeclaratieAntwoord/Clienten/Client; "
        "DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie"
    ),
    source="iWmo 3.2, technische regel TR101",
    statement=(
        "Binnen een bericht komt een logische sleutel maar één keer voor. Sleutels: Contact: Soort; Relatie: "
        "Nummer; ToegewezenProduct, OngewijzigdProduct en TeWijzigenProduct: ToewijzingNummer; StartProduct: "
        "ToewijzingNummer, Product (Categorie, Code) en Begindatum; StopProduct: die van de start, met "
        "RedenBeeindiging en Einddatum; AangevraagdProduct: ReferentieAanbieder; NieuwProduct: Product en "
        "GewensteIngangsdatum; cliënt van een declaratie: Bsn; Prestatie: ReferentieNummer en "
        "VorigReferentieNummer."
    ),
    remedy=(
        "Laat de dubbele weg. Een verwijdering en een nieuwe aanlevering met dezelfde sleutel horen in twee berichten."
    ),
    whole_text=True,
    note=(
        "Eigenaardigheden van de officiële controle, die wij volgen: sleutels worden als tekst vergeleken, "
        "dus 101 en 0101 zijn verschillend; een ontbrekend deel is gelijk aan een ander ontbrekend deel. "
        "StatusAanlevering en ToewijzingIngangsdatum horen niet bij de sleutel. Prestaties worden vergeleken "
        "binnen een cliënt. Wat maar één keer kan voorkomen, zoals het Antwoord in een 319, kan niet dubbel "
        "zijn. Eén bevinding per groep dubbelen, op de laatste ervan."
    ),
)

_Key: TypeAlias = tuple[str | None, ...]
_Siblings: TypeAlias = tuple[Sequence[Node], tuple[str, ...], Callable[[Any], _Key]]
"""Instances of a class under one parent, the names of the parts of their key, and how to get those."""

_PRODUCT: Final = ("Categorie", "Code")
_START: Final = ("ToewijzingNummer", *_PRODUCT, "Begindatum")
_STOP: Final = (*_START, "RedenBeeindiging", "Einddatum")


def check(message: WithBsn | Wmo319) -> Iterator[Fault]:
    """Yield every group of siblings that share their key."""
    for members, names, key in _siblings(message):
        if len(members) > 1:
            for parts, group in groups(members, map(key, members)):
                yield _fault(group, dict(zip(names, parts, strict=True)))


def _fault(group: list[Node], key: dict[str, str | None]) -> Fault:
    if key.get("Bsn") is not None:
        key["Bsn"] = mask_bsn(key["Bsn"] or "")
    told = ", ".join(f"{name} {quote(text)}" for name, text in key.items() if text is not None)
    return together(group, f"{len(group)} keer {type(group[0]).__name__} met dezelfde sleutel ({told}).", key)


def _siblings(message: WithBsn | Wmo319) -> Iterator[_Siblings]:
    if isinstance(message, Wmo305):
        yield message.client.start_producten, _START, _start
    elif isinstance(message, Wmo307):
        yield message.client.stop_producten, _STOP, _stop
    elif isinstance(message, Wmo301):
        yield message.client.relaties, ("Nummer",), lambda each: (whole(each).nummer,)
        yield message.client.contactgegevens, ("Soort",), lambda each: (whole(each).soort,)
        yield message.client.toegewezen_producten, ("ToewijzingNummer",), _number
    elif isinstance(message, Wmo315):
        names = ("ReferentieAanbieder",)
        yield message.client.aangevraagde_producten, names, lambda each: (whole(each).referentie_aanbieder,)
    elif isinstance(message, Wmo317):
        yield from _of_request(message.client.verzoek)
    elif not isinstance(message, Wmo319):
        clients = claim.clients(message)
        yield clients, ("Bsn",), lambda each: (whole(each).bsn,)
        for client in clients:
            yield client.prestaties, ("ReferentieNummer", "VorigReferentieNummer"), _reference


def _of_request(verzoek: Verzoek) -> Iterator[_Siblings]:
    yield verzoek.ongewijzigde_producten, ("ToewijzingNummer",), _number
    yield verzoek.te_wijzigen_producten, ("ToewijzingNummer",), _number
    yield verzoek.nieuwe_producten, (*_PRODUCT, "GewensteIngangsdatum"), _new


def _number(each: Any) -> _Key:
    return (whole(each).toewijzing_nummer,)


def _start(each: StartProduct | StopProduct) -> _Key:
    each = whole(each)
    return (each.toewijzing_nummer, *_product(each.product), each.begindatum)


def _stop(each: StopProduct) -> _Key:
    return (*_start(each), whole(each).reden_beeindiging, whole(each).einddatum)


def _new(each: NieuwProduct) -> _Key:
    return (*_product(each.product), whole(each).gewenste_ingangsdatum)


def _product(product: Product | None) -> _Key:
    return (None, None) if product is None else (whole(product).categorie, whole(product).code)


def _reference(each: Prestatie) -> _Key:
    referentie = whole(each.product_referentie)
    return (referentie.referentie_nummer, referentie.vorig_referentie_nummer)
