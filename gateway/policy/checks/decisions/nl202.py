"""NL-202: a person looks at two assignments when the texts contradict each other about their segments."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.stacking import disputed_beside
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-202",
    subject="stapeling",
    statement="Op geen enkele dag lopen twee segmenten naast elkaar waarover de teksten elkaar tegenspreken.",
    remedy="Ga na of deze zorg naast elkaar mag, en leg de keuze vast.",
    note="De dagen en de segmenten tellen als bij NL-201; alle teksten erover worden genoemd.",
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each other assignment and each range of added days on which both run."""
    yield from disputed_beside(decision, care_file, policy)
