"""TR383: every product of a request has a reference of its own."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo315
from gateway.rules.card import Card
from gateway.rules.fault import Fault, together
from gateway.rules.kit import clashes, quote

card = Card(
    code="TR383",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO315"}),
    element="Client/AangevraagdeProducten/AangevraagdProduct/ReferentieAanbieder",
    source="iWmo 3.2, technische regel TR383",
    statement="Een ReferentieAanbieder komt in een verzoek om toewijzing maar bij één aangevraagd product voor.",
    remedy="Geef elk aangevraagd product een eigen ReferentieAanbieder.",
    note=(
        "Valt meestal samen met TR101, want de ReferentieAanbieder is de sleutel van een aangevraagd product. "
        "Eigenaardigheid van de officiële controle, die wij volgen: zij vergelijkt de eerste van twee zoals hij er "
        "staat met de tweede zonder witruimte eromheen. “A1” en daarna “A1␣” is dus dubbel, twee keer “A1␣” niet. "
        "Zij meldt elk paar; wij melden elke dubbele referentie één keer."
    ),
)


def check(message: Wmo315) -> Iterator[Fault]:
    """Yield every reference that more than one product has."""
    products = message.client.aangevraagde_producten
    for referentie, group in clashes(products, (each.referentie_aanbieder for each in products)):
        yield together(
            [*group],
            f"{len(group)} aangevraagde producten hebben ReferentieAanbieder {quote(referentie)}.",
            {"ReferentieAanbieder": referentie},
            ("ReferentieAanbieder",),
        )
