"""NL-201: assignments run on the same day only when the policy allows it for their segments."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.stacking import forbidden_beside
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-201",
    subject="stapeling",
    statement=(
        "Op geen enkele dag lopen voor een cliënt twee toewijzingen, bij welke aanbieder ook, waarvan de segmenten "
        "volgens het beleid niet naast elkaar mogen lopen."
    ),
    remedy="Laat de ene toewijzing eindigen voordat de andere begint, of kies zorg die wel naast elkaar mag.",
    note=(
        "Een verlenging en meerwerk tellen als het segment van hun basis. Zorg die is gestopt telt tot en met de "
        "dag van de stop. Bij een wijziging tellen alleen de dagen die erbij komen, dus verkorten en een ander volume "
        "stuiten hier nooit op. Een andere toewijzing waarvan het product niet in het beleid staat of die geen code "
        "heeft, wordt overgeslagen: dat is bij haar eigen besluit gezegd (NL-101, NL-102). Vervoer naast een segment "
        "waar het alleen met een drager naast kan lopen: op dagen zonder drager zegt NL-203 het als over het vervoer "
        "wordt besloten en deze toets als over de andere zorg wordt besloten; op dagen met een drager NL-204."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each other assignment and each range of added days on which both run."""
    yield from forbidden_beside(decision, care_file, policy)
