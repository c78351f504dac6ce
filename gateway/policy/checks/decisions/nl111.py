"""NL-111: nobody who died or moved away is assigned care."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.days import added_days
from gateway.policy.care.departure import DEPARTURES, departure
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import describe_with_provider, opening

card = Card(
    code="NL-111",
    subject="overlijden en verhuizing",
    statement="Na een stop wegens overlijden (reden 02) of verhuizing (31) wordt geen zorg meer toegewezen.",
    remedy=(
        "Ga na of de stop klopt. Zo ja, wijs niets toe en beëindig wat er nog staat; zo nee, laat de aanbieder zijn "
        "stop verwijderen."
    ),
    note="Bij een wijziging tellen alleen de dagen die erbij komen. Zorg van elke aanbieder telt.",
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when days are added after the client died or moved away."""
    days = added_days(decision)
    left = departure((*care_file.care, *(() if decision.was is None else (decision.was,))))
    if not days or left is None or days[-1][1] <= left.last_day:
        return
    what = DEPARTURES[left.reden_beeindiging or ""]
    yield Objection(
        text=(
            f"{opening(decision.care)} loopt na {left.last_day}, en de cliënt {what} volgens de stop op "
            f"{describe_with_provider(left, decision.care)}."
        ),
        path="ingangsdatum" if decision.was is None else "einddatum",
        values={"RedenBeeindiging": left.reden_beeindiging or ""},
        other_assignments=() if left.nummer is None else (left.nummer,),
    )
