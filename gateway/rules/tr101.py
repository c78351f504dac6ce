"""TR101: no two instances of a class with one logical key."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from gateway.messages.gedeeld import Product
from gateway.messages.start import StartProduct, Wmo305
from gateway.messages.stop import StopProduct, Wmo307
from gateway.messages.toewijzing import Contact, Relatie, ToegewezenProduct
from gateway.rules.card import Card
from gateway.rules.fault import Fault, together
from gateway.rules.kit import groups, shown
from gateway.rules.parts import Heen

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
        "Client/StopProducten/StopProduct"
    ),
    source="iWmo 3.2, technische regel TR101",
    statement=(
        "Binnen een bericht komt een logische sleutel maar één keer voor. Sleutels: Contact: Soort; Relatie: "
        "Nummer; ToegewezenProduct: ToewijzingNummer; StartProduct: ToewijzingNummer, Product (Categorie, "
        "Code) en Begindatum; StopProduct: die van de start, met RedenBeeindiging en Einddatum."
    ),
    remedy=(
        "Laat de dubbele weg. Een verwijdering en een nieuwe aanlevering met dezelfde sleutel horen in twee berichten."
    ),
    note=(
        "Eigenaardigheden van de officiële controle, die wij volgen: sleutels worden als tekst vergeleken, "
        "dus 101 en 0101 zijn verschillend; een ontbrekend deel is gelijk aan een ander ontbrekend deel. "
        "StatusAanlevering en ToewijzingIngangsdatum horen niet bij de sleutel. Eén bevinding per groep "
        "dubbelen, op de laatste ervan."
    ),
)

_Member: TypeAlias = Contact | Relatie | ToegewezenProduct | StartProduct | StopProduct
_Key: TypeAlias = tuple[str | None, ...]

_PRODUCT = ("ToewijzingNummer", "Categorie", "Code", "Begindatum")


def check(message: Heen) -> Iterator[Fault]:
    """Yields every group of siblings that share their key."""
    if isinstance(message, Wmo305):
        yield from _doubles(message.client.start_producten, _PRODUCT)
    elif isinstance(message, Wmo307):
        yield from _doubles(message.client.stop_producten, (*_PRODUCT, "RedenBeeindiging", "Einddatum"))
    else:
        yield from _doubles(message.client.relaties, ("Nummer",))
        yield from _doubles(message.client.contactgegevens, ("Soort",))
        yield from _doubles(message.client.toegewezen_producten, ("ToewijzingNummer",))


def _doubles(members: Sequence[_Member], names: Iterable[str]) -> Iterator[Fault]:
    if len(members) < 2:
        return
    for key, group in groups(members, map(_key, members)):
        values = dict(zip(names, key, strict=True))
        told = ", ".join(f"{name} {shown(text)}" for name, text in values.items() if text is not None)
        text = f"{len(group)} keer {type(group[0]).__name__} met dezelfde sleutel ({told})."
        yield together([*group], text, values)


def _key(member: _Member) -> _Key:
    match member:
        case StartProduct():
            return (member.toewijzing_nummer, *_product(member.product), member.begindatum)
        case StopProduct():
            return (
                member.toewijzing_nummer,
                *_product(member.product),
                member.begindatum,
                member.reden_beeindiging,
                member.einddatum,
            )
        case ToegewezenProduct():
            return (member.toewijzing_nummer,)
        case Contact():
            return (member.soort,)
    return (member.nummer,)


def _product(product: Product | None) -> _Key:
    return (None, None) if product is None else (product.categorie, product.code)
