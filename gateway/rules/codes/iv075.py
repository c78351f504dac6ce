"""IV075: the product of a start or stop is the assigned one."""

from collections.abc import Iterator

from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.rules import words
from gateway.rules.card import Card
from gateway.rules.case import CaseFile, number_of, product_of
from gateway.rules.fault import Fault, fault
from gateway.rules.reported import delivered
from gateway.standard.findings import Severity

card = Card(
    code="IV075",
    retourcode="9019",
    level=3,
    messages=frozenset({"WMO305", "WMO307"}),
    element="Client/StartProducten/StartProduct/Product; Client/StopProducten/StopProduct/Product",
    source="iWmo 3.2, invulinstructie IV075",
    statement=(
        "Het Product van een start of stop is dat van de toewijzing: categorie en code, alleen een "
        "categorie, of niets, zoals het is toegewezen."
    ),
    remedy=(
        "Neem Product over zoals het in de WMO301 staat. Klopt de toewijzing niet, vraag de gemeente dan om een andere."
    ),
    note=(
        "Dit is geen genummerde technische regel van de standaard, maar een invulinstructie. Wij keuren er "
        "standaard op af met 9019, omdat het product bij de sleutel hoort en de aanbieder zijn toewijzing "
        "kent; een gemeente kan er een signaal van maken. Een verwijdering (StatusAanlevering 3) wordt niet "
        "beoordeeld."
    ),
)


def check(message: Wmo305 | Wmo307, case: CaseFile) -> Iterator[Fault]:
    """Yield every start and stop of an assignment with another product."""
    severity = Severity.SIGNAAL if case.productverschil_is_signaal else Severity.AFKEUR
    for product in delivered(message):
        number = number_of(product.toewijzing_nummer)
        toewijzing = None if number is None else case.toewijzingen.get(number)
        if toewijzing is None:
            continue
        given = product_of(product.product)
        if given != (toewijzing.categorie, toewijzing.code):
            yield fault(
                product,
                f"Gemeld is {words.product(*given)}, maar toewijzing {toewijzing.toewijzing_nummer} is voor "
                f"{words.product(toewijzing.categorie, toewijzing.code)}.",
                {"Product/Code": given[1], "Product/Categorie": given[0]},
                severity=severity,
            )
