"""TR321: a Prestatie fits what is assigned for its period."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import assigned_debits
from gateway.rules.parts.claim_room import fits_unit, measured, period_ceiling, shown
from gateway.rules.words import coded
from gateway.standard.lexical import as_date

card = Card(
    code="TR321",
    retourcode="9321",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/GeleverdVolume",
    source="iWmo 3.2, technische regel TR321",
    statement="Het geleverde volume past in de Omvang van de toewijzing voor de periode van de prestatie.",
    remedy="Declareer niet meer dan is toegewezen, of vraag de gemeente om een ruimere toewijzing.",
    note=(
        "Per week geldt bij inspanning elke week die de periode raakt, en bij categorie 01 altijd zes weken; bij "
        "output elke zondag in de periode, en een week meer in de periode met de laatste zondag van een toewijzing "
        "die niet op een zondag eindigt (IV076, IV077). Per maand en in totaal geldt het hele volume, ook in een "
        "gebroken maand (IV078); voor output is dat daar een bovengrens, want het contract bepaalt het deel en dat "
        "wordt niet beoordeeld. Per dag telt elke dag. Zonder Omvang is er geen grens. Minuten op uren tellen als een"
        " zestigste. Een output die korter loopt dan een week zonder zondag telt als een week. De laatste drie keuzes"
        " zijn van ons. Een credit wordt hier niet beoordeeld: die neemt terug wat eerder is toegekend, ook als de "
        "toewijzing sindsdien is gewijzigd (IV085)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every debit of more than may be claimed in its period."""
    for line, assignment in assigned_debits(message, case):
        omvang, period = assignment.omvang, line.prestatie.product_periode
        most = period_ceiling(assignment, as_date(period.begindatum), as_date(period.einddatum))
        if omvang is None or most is None or not fits_unit(line.eenheid, omvang):
            continue
        if measured(line.volume, line.eenheid, omvang) > most:
            yield fault(
                line.prestatie,
                f"{line.name} telt {line.volume} in Eenheid {coded('LDT_Eenheid', line.eenheid)}; op toewijzing "
                f"{assignment.toewijzing_nummer} kan in deze periode {shown(most, line.eenheid, omvang)}.",
                {"GeleverdVolume": line.prestatie.geleverd_volume},
            )
