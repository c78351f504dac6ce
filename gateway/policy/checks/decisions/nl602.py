"""NL-602: an assignment whose last day has passed isn't stretched."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.duration import verlengd
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, zin

kaart = Kaart(
    code="NL-602",
    onderwerp="wijzigen",
    statement="Een toewijzing wordt verlengd voordat haar Einddatum voorbij is.",
    remedy="Ken voor de dagen erna een nieuwe toewijzing toe.",
    note=(
        "Op de Einddatum zelf kan verlengen nog. Na de Einddatum eist OP380 geen verlenging meer, en heeft de "
        "aanbieder de zorg al kunnen afsluiten."
    ),
)


_EEN_DAG: Final = timedelta(days=1)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the last day moves back after it has passed."""
    zorg, was = besluit.zorg, besluit.was
    if was is None or was.einddatum is None or not verlengd(besluit):
        return
    if was.einddatum < besluit.beslisdag:
        yield Bezwaar(
            text=(
                f"{zin(noem(was))} was op de beslisdag {besluit.beslisdag} al voorbij en kan niet worden verlengd. "
                f"Er is een nieuwe toewijzing nodig vanaf {was.einddatum + _EEN_DAG}."
            ),
            path="einddatum",
            values={"Einddatum": str(zorg.einddatum or "")},
        )
