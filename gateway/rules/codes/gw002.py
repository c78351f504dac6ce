"""GW002: ToewijzingIngangsdatum is the assigned Ingangsdatum."""

from collections.abc import Iterator

from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.rules.card import BEYOND, Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.rules.parts.assigned import assigned
from gateway.rules.reported import delivered
from gateway.standard.lexical import as_date

card = Card(
    code="GW002",
    retourcode="",
    level=BEYOND,
    messages=frozenset({"WMO305", "WMO307"}),
    element=(
        "Client/StartProducten/StartProduct/ToewijzingIngangsdatum; "
        "Client/StopProducten/StopProduct/ToewijzingIngangsdatum"
    ),
    source="Signaal GW002 van deze gateway",
    statement="ToewijzingIngangsdatum van een start of stop is de Ingangsdatum van de toewijzing die zij noemt.",
    remedy=(
        "Ga na of de bedoelde toewijzing is genoemd. Is het een vergissing, dan verwijdert de aanbieder de "
        "melding en levert hij haar opnieuw aan."
    ),
    note=(
        "Dit is geen regel van de standaard, maar een signaal van deze gateway. Afkeuren kan niet: er is geen "
        "retourcode voor, ToewijzingIngangsdatum hoort niet bij de sleutel, en een start- of stopbericht is geen "
        "voorwaarde om te declareren (OP364). Ook mag er alleen worden afgekeurd op wat de aanbieder kon weten "
        "(OP095). Ontbreekt ToewijzingIngangsdatum, dan valt er niets te vergelijken. Een verwijdering "
        "(StatusAanlevering 3) wordt niet beoordeeld."
    ),
)


def check(message: Wmo305 | Wmo307, case: CaseFile, outside: Outside) -> Iterator[Fault]:
    """Yield every start and stop with another ToewijzingIngangsdatum than was assigned."""
    for product in delivered(message):
        toewijzing = assigned(product, case)
        given = product.toewijzing_ingangsdatum
        if toewijzing is None or given is None:
            continue
        day = as_date(given)
        if day != toewijzing.ingangsdatum:
            yield fault(
                product,
                f"ToewijzingIngangsdatum is {day}, maar Ingangsdatum van toewijzing {toewijzing.toewijzing_nummer} is "
                f"{toewijzing.ingangsdatum}.",
                {"ToewijzingIngangsdatum": given},
            )
