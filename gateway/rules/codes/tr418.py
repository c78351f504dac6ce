"""TR418: a rate is that of the contract."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import assigned_debits, file_of
from gateway.rules.parts.claim_rates import contract_rates
from gateway.standard.money import euros

card = Card(
    code="TR418",
    retourcode="0611",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductTarief",
    source="iWmo 3.2, technische regel TR418",
    statement="Het tarief van een prestatie is dat van het contract.",
    remedy=(
        "Declareer met het tarief van de gemeente voor dit product op de eerste dag van de periode, of overleg met "
        "haar."
    ),
    note=(
        "Alleen waar de gemeente tarieven laadde, en dan voor de producten en dagen die daarin staan; van andere "
        "prestaties wordt het tarief niet beoordeeld (signaal GW003 zegt van hoeveel). Het tarief is dat van de "
        "eerste dag van de periode. Van uren die in minuten worden gedeclareerd is het een zestigste, op hele centen "
        "afgerond (IV081). Meerwerk zonder eigen tarief kost per maand het tarief van zijn traject gedeeld door de "
        "gemiddelde duur daarvan, waar het beleid van de gemeente dat zegt. Een credit wordt hier niet beoordeeld: "
        "die neemt terug wat eerder is toegekend, ook als de toewijzing sindsdien is gewijzigd (IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit with another rate than the contract's, as far as that is known."""
    rates = file_of(case).rates
    for line, assignment in assigned_debits(message, case):
        right = contract_rates(line, assignment, rates)
        if right and line.tarief is not None and line.tarief not in right:
            yield fault(
                line.prestatie,
                f"{line.name} heeft ProductTarief {euros(line.tarief)}; het contract zegt "
                f"{' of '.join(euros(each) for each in sorted(right))}.",
                {"ProductTarief": line.prestatie.product_tarief},
            )
