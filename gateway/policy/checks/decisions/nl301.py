"""NL-301: an extension follows a traject of its own base product."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.extension import extension_without_traject
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-301",
    subject="verlenging",
    statement=(
        "Een verlenging volgt op een eigen basistraject van dezelfde cliënt, dat begonnen is voordat de verlenging "
        "begint."
    ),
    remedy=(
        "Ken eerst het basistraject toe, of leg met naam en reden vast waarom een verlenging zonder traject nodig is."
    ),
    note=(
        "Welke aanbieder het traject leverde, maakt niet uit: de tekst spreekt van een traject van dezelfde "
        "cliënt. Hoeveel tijd er tussen traject en verlenging mag liggen, zegt de tekst niet; daarover gaat het "
        "signaal NL-305. Het traject mag op tijd of door een stop zijn geëindigd. Loopt het nog als de verlenging "
        "begint, dan zegt NL-206 dat. Een wijziging die geen dagen toevoegt, wordt niet getoetst."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when no traject of the base product began on or before the first day of the extension."""
    yield from extension_without_traject(decision, care_file, policy)
