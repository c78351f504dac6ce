"""NL-112: the care stays under the ceiling of the contract."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.ceilings import CeilingUse, ceiling_uses
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import contract_subject, opening, period, unpriced_text
from gateway.standard.money import euros

card = Card(
    code="NL-112",
    subject="plafond",
    statement="Wat is toegezegd, blijft met deze toewijzing onder het plafond van het contract.",
    remedy=(
        "Ga na of dit bedrag nodig is. Zo ja, overleg met contractbeheer of het plafond omhoog kan, of kies een "
        "aanbieder die nog ruimte heeft."
    ),
    note=(
        "Alleen als het contract een plafond heeft en de tarieven zijn geladen; zonder tarief telt een toewijzing niet "
        "mee. Alle zorg van de gemeente bij de aanbieder telt, ook die nog niet begon: elke eenheid op de dag waarop "
        "zij begint, onder het contract van die dag, dat voor het product of anders dat voor het segment. Wat na een "
        "definitieve stop zou beginnen telt niet. Vervoer telt onder een contract voor vervoer, niet onder dat van de "
        "drager. Van een besluit met meer delen telt bij elk deel mee wat de andere veranderen. Een besluit dat niets "
        "toevoegt heeft geen bezwaar."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each ceiling that is passed once the decision has added to what is committed."""
    for use in ceiling_uses(decision, care_file, policy):
        if use.added > 0 and use.left < 0:
            yield Objection(
                text=f"{opening(decision.care)}: {_account(use)}",
                path="aanbieder",
                values={"Aanbieder": use.contract.aanbieder, "Plafond": euros(use.ceiling)},
            )


def _account(use: CeilingUse) -> str:
    contract = use.contract
    return (
        f"onder het contract van aanbieder {contract.aanbieder} voor {contract_subject(contract)} "
        f"({period(contract.vanaf, contract.tot)}) is {euros(use.committed)} toegezegd van een plafond van "
        f"{euros(use.ceiling)}. Dit besluit voegt {euros(use.added)} toe en komt daarmee {euros(-use.left)} boven het "
        f"plafond.{unpriced_text(use.unpriced)}"
    )
