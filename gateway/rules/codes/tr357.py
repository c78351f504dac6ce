"""TR357: a change that isn't in the future holds for the whole term."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.requested import changes, signed_on
from gateway.standard.lexical import as_date

card = Card(
    code="TR357",
    retourcode="9357",
    level=3,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/GewensteIngangsdatum",
    source="iWmo 3.2, technische regel TR357",
    statement=(
        "Een GewensteIngangsdatum op of voor de Dagtekening is de Ingangsdatum van de toewijzing die moet wijzigen."
    ),
    remedy=(
        "Vraag de wijziging vanaf een dag na de Dagtekening, of vanaf de Ingangsdatum als zij voor de hele looptijd "
        "geldt."
    ),
    note=(
        "Een Ingangsdatum kan zo niet naar voren of naar achteren. Een gewenste dag na de Einddatum van de toewijzing "
        "is geen technische fout: daar beslist de gemeente over."
    ),
)


def check(message: Wmo317, case: CaseFile) -> Iterator[Fault]:
    """Yield every change from a day that has passed and isn't the first of the assignment."""
    day = signed_on(message)
    for product, assigned in changes(message, case):
        wished = as_date(product.gewenste_ingangsdatum)
        if wished <= day and wished != assigned.ingangsdatum:
            yield fault(
                product,
                f"GewensteIngangsdatum {wished} ligt niet na de Dagtekening ({day}) en is niet de Ingangsdatum van "
                f"toewijzing {assigned.toewijzing_nummer} ({assigned.ingangsdatum}).",
                {"GewensteIngangsdatum": product.gewenste_ingangsdatum},
            )
