"""NL-208: a person looks at two assignments when no text says whether they may run together."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.stacking import undecided_beside
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-208",
    subject="stapeling",
    statement="Op geen enkele dag loopt een segment twee keer, of lopen er twee waarover de teksten niets zeggen.",
    remedy="Ga na of beide toewijzingen nodig zijn, bijvoorbeeld omdat de cliënt van aanbieder wisselt.",
    note=(
        "Hetzelfde product bij dezelfde aanbieder is NL-207, een traject met zijn verlenging of meerwerk NL-206. De "
        "dagen en de segmenten tellen als bij NL-201."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each other assignment and each range of added days on which both run."""
    yield from undecided_beside(decision, care_file, policy)
