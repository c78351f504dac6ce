"""NL-305: an extension follows its traject without a gap and at the same provider."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.extension import extension_loose_from_traject
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-305",
    subject="verlenging",
    statement="Een verlenging volgt zonder gat op haar basistraject, bij dezelfde aanbieder.",
    remedy="Ga na of de verlenging zo is bedoeld; de teksten verbieden het niet.",
    note=(
        "Een traject dat eerder is gestopt, eindigt op de dag van de stop. Volgt de verlenging op een andere "
        "verlenging van hetzelfde traject (NL-304), of op meerwerk dat zonder gat op dat traject volgde, dan telt het "
        "eind daarvan. Zonder traject zegt NL-301 het. Een "
        "wijziging wordt hierop niet opnieuw getoetst."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection to a new extension after a gap, at another provider, or both."""
    yield from extension_loose_from_traject(decision, care_file, policy)
