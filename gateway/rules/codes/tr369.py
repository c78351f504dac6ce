"""TR369: all Prestaties on an assignment fit its Budget."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import assigned_debits, given_back
from gateway.standard.money import euros

card = Card(
    code="TR369",
    retourcode="9369",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/GeleverdVolume",
    source="iWmo 3.2, technische regel TR369",
    statement="Alle prestaties op een toewijzing met een Budget passen samen in dat Budget.",
    remedy="Declareer niet meer dan er nog open staat, of vraag de gemeente om een ruimer Budget.",
    turn=3,
    note=(
        "De regel telt volumes op, maar op één Budget kunnen uren en etmalen naast elkaar staan; wij tellen daarom de"
        " ingediende bedragen op. Wat is toegekend en niet gecrediteerd telt mee, en wat eerder in dit bericht staat "
        "en wordt toegekend; de credits in het bericht gaan voor (OP366). Dingen prestaties naar de laatste ruimte, "
        "dan gaat wat eerder in het bericht staat voor. Een credit wordt hier niet beoordeeld: die neemt terug wat "
        "eerder is toegekend, ook als de toewijzing sindsdien is gewijzigd (IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit that doesn't fit what is left of the Budget; one that was rejected takes no room."""
    taken: dict[int, int] = {}
    back = given_back(message, case)
    for line, assignment in assigned_debits(message, case):
        if assignment.budget is None:
            continue
        number = assignment.toewijzing_nummer
        returned = sum(each.bedrag for each in back.get(number, ()))
        left = assignment.budget - assignment.claimed_amount + returned - taken.get(number, 0)
        if line.bedrag > left:
            yield fault(
                line.prestatie,
                f"{line.name} is {euros(line.bedrag)}; van het Budget van toewijzing {number} is nog "
                f"{euros(max(left, 0))} over.",
                {"GeleverdVolume": line.prestatie.geleverd_volume},
            )
        elif line.prestatie.path not in case.refused:
            taken[number] = taken.get(number, 0) + line.bedrag
