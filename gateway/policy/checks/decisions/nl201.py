"""NL-201: assignments run on the same day only when the policy allows it for their segments."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.concurrent_care import carriers_in, concurrence_objection, is_vervoer, pairs_with
from gateway.policy.care.days import running_days, subtract
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Permission, Policy

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
    for pair in pairs_with(decision, care_file, policy, Permission.NEE):
        reason = f"Volgens het beleid gaat niet samen: {pair.segmenten} ({pair.bron})"
        for days in pair.days:
            yield concurrence_objection(decision, pair.other, days, reason, pair.bron)
    if not is_vervoer(decision.care, policy):
        yield from _without_carrier(decision, care_file, policy)


def _without_carrier(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for vervoer beside this care, on days without a carrier."""
    for pair in pairs_with(decision, care_file, policy, Permission.MET_DRAGER):
        carried = [running_days(each) for each in carriers_in((decision.care, *care_file.care), policy)]
        reason = f"Zonder drager gaat volgens het beleid niet samen: {pair.segmenten} ({pair.bron})"
        for day_range in pair.days:
            for days in subtract(day_range, carried):
                yield concurrence_objection(decision, pair.other, days, reason, pair.bron)
