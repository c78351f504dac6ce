"""TR416: care is claimed once for a client, an assignment and a period."""

from collections.abc import Iterator
from typing import TypeAlias

from gateway.messages.kinds.declaratie import Prestatie, Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import Fault, together
from gateway.rules.kit import groups, one_of, quote
from gateway.rules.parts.claim import DEBIT

card = Card(
    code="TR416",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie",
    source="iWmo 3.2, technische regel TR416",
    statement=(
        "Van een cliënt staat in een declaratie maar één debetprestatie met hetzelfde ToewijzingNummer, dezelfde "
        "ProductCategorie en ProductCode en dezelfde ProductPeriode."
    ),
    remedy="Voeg de prestaties samen tot een, of laat de dubbele weg.",
    note=(
        "Waarden worden als tekst vergeleken. Creditprestaties tellen niet mee. De officiële controle meldt elk "
        "paar; wij melden elke groep één keer, op de laatste ervan."
    ),
)

_Key: TypeAlias = tuple[str, str, str, str, str]
_NAMES = ("ToewijzingNummer", "ProductCategorie", "ProductCode", "Begindatum", "Einddatum")


def check(message: Wmo323) -> Iterator[Fault]:
    """Yield every group of debits of one client that are for the same care in the same period."""
    for client in message.declaratie.clienten:
        debits = [each for each in client.prestaties if one_of(each.ingediend_bedrag.debet_credit, DEBIT)]
        for key, group in groups(debits, map(_key, debits)):
            values = dict(zip(_NAMES, key, strict=True))
            told = ", ".join(f"{name} {quote(text)}" for name, text in values.items())
            yield together([*group], f"{len(group)} debetprestaties voor dezelfde zorg ({told}).", values)


def _key(prestatie: Prestatie) -> _Key:
    periode = prestatie.product_periode
    return (
        prestatie.toewijzing_nummer,
        prestatie.product_categorie,
        prestatie.product_code,
        periode.begindatum,
        periode.einddatum,
    )
