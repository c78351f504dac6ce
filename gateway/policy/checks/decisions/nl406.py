"""NL-406: extra work has a ground that the policy accepts."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import meerwerk_aangevraagd
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, zin

kaart = Kaart(
    code="NL-406",
    onderwerp="meerwerk",
    statement="Meerwerk heeft een van de gronden die het beleid noemt.",
    remedy=(
        "Geef de grond op die van toepassing is. Is geen van de gronden van toepassing, dan is er geen meerwerk: "
        "langer duren alleen is geen grond."
    ),
    note="Een wijziging die geen dagen toevoegt, heeft geen nieuwe grond nodig.",
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when no ground is given for the extra work, or one that the policy doesn't have."""
    regel = meerwerk_aangevraagd(besluit, beleid)
    if regel is None or besluit.grond in regel[1].gronden:
        return
    gegeven = "heeft geen grond" if besluit.grond is None else f"heeft als grond {besluit.grond!r}"
    gronden = "; ".join(f"{naam} ({uitleg})" for naam, uitleg in regel[1].gronden.items())
    yield Bezwaar(
        text=f"{zin(noem(besluit.zorg))} {gegeven}. Een grond voor meerwerk is: {gronden}.",
        path="grond",
        values={"Grond": besluit.grond or ""},
        bron=regel[1].bron,
    )
