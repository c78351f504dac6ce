"""TR322: all Prestaties on an assignment fit its Omvang."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import assigned_debits, given_back
from gateway.rules.parts.claim_room import fits_unit, measured, shown, sum_of, term_ceiling
from gateway.rules.words import coded

card = Card(
    code="TR322",
    retourcode="9322",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/GeleverdVolume",
    source="iWmo 3.2, technische regel TR322",
    statement="Alle prestaties op een toewijzing samen passen in haar Omvang over de hele looptijd.",
    remedy="Declareer niet meer dan er nog open staat, of vraag de gemeente om een ruimere toewijzing.",
    turn=3,
    note=(
        "Wat is toegekend en niet gecrediteerd telt mee, en wat eerder in dit bericht staat en wordt toegekend; de "
        "credits in het bericht gaan voor (OP366). Dingen prestaties naar de laatste ruimte, dan gaat wat eerder in "
        "het bericht staat voor; de standaard zegt daar niets over. Per week telt elke week die de looptijd raakt, "
        "per maand elke maand (bij output met gebroken maanden een bovengrens), per dag elke dag. Zonder Einddatum "
        "heeft een volume per dag of maand geen grens over de looptijd: dan geldt alleen TR321. Een credit wordt hier"
        " niet beoordeeld: die neemt terug wat eerder is toegekend, ook als de toewijzing sindsdien is gewijzigd "
        "(IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit that doesn't fit what is left of its assignment; one that was rejected takes no room."""
    taken: dict[int, int] = {}
    back = given_back(message, case)
    for line, assignment in assigned_debits(message, case):
        omvang, most, number = assignment.omvang, term_ceiling(assignment), assignment.toewijzing_nummer
        if omvang is None or most is None or not fits_unit(line.eenheid, omvang):
            continue
        returned = sum(measured(each.volume, each.eenheid, omvang) for each in back.get(number, ()))
        left = most - sum_of(assignment.claimed_volumes, omvang) + returned - taken.get(number, 0)
        volume = measured(line.volume, line.eenheid, omvang)
        if volume > left:
            yield fault(
                line.prestatie,
                f"{line.name} telt {line.volume} in Eenheid {coded('LDT_Eenheid', line.eenheid)}; van toewijzing "
                f"{number} is nog {shown(left, line.eenheid, omvang)} te declareren.",
                {"GeleverdVolume": line.prestatie.geleverd_volume},
            )
        elif line.prestatie.path not in case.refused:
            taken[number] = taken.get(number, 0) + volume
