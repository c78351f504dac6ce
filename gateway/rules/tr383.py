"""TR383: every product of a request has a reference of its own."""

from collections.abc import Iterator

from gateway.messages.verzoek import Wmo315
from gateway.rules.card import Card
from gateway.rules.fault import Fault, together
from gateway.rules.kit import groups, shown

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
        "Valt samen met TR101, want de ReferentieAanbieder is de sleutel van een aangevraagd product. De officiële "
        "controle meldt elk paar; wij melden elke dubbele referentie één keer."
    ),
)


def check(message: Wmo315) -> Iterator[Fault]:
    """Yields every reference that more than one product has."""
    products = message.client.aangevraagde_producten
    for referentie, group in groups(products, (each.referentie_aanbieder for each in products)):
        yield together(
            [*group],
            f"{len(group)} aangevraagde producten hebben ReferentieAanbieder {shown(referentie)}.",
            {"ReferentieAanbieder": referentie},
            ("ReferentieAanbieder",),
        )
