"""NL-105: the provider has a contract for the segment in the whole period."""

from collections.abc import Iterator
from datetime import date

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.concurrent_care import is_vervoer
from gateway.policy.care.contracts import dekkingen
from gateway.policy.care.days import nieuwe_dagen, zonder
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, perioden, zin

kaart = Kaart(
    code="NL-105",
    onderwerp="contract",
    statement="De aanbieder heeft op alle dagen van de toewijzing een contract voor het segment van het product.",
    remedy=(
        "Kies een aanbieder met een contract voor dit segment, laat de toewijzing binnen het contract vallen, of leg "
        "het contract vast als het er wel is."
    ),
    note=(
        "Houdt de gemeente in de gateway geen contracten bij, dan wordt hierop niet getoetst. Een toewijzing zonder "
        "Einddatum die onder een contract begint, mag daarna doorlopen: het eind van het contract is dan reden voor "
        "een Einddatum. Bij een wijziging tellen alleen de dagen die erbij komen."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield one objection that names all added days without a contract, when there are any."""
    zorg = besluit.zorg
    segment = beleid.segment_van(zorg.code)
    if dossier.contracten is None or segment is None:
        return
    gedekt = [reeks for each in dekkingen(zorg, dossier, beleid) for reeks in each.dagen]
    zonder_contract = [
        deel
        for reeks in nieuwe_dagen(besluit)
        for deel in zonder(reeks, gedekt)
        if deel[1] != date.max or deel[0] == reeks[0]
    ]
    if zonder_contract:
        waarvoor = f"segment {segment}{' of dat van de drager' if is_vervoer(zorg, beleid) else ''}"
        yield Bezwaar(
            text=(
                f"{zin(noem(zorg))}: aanbieder {zorg.aanbieder} heeft voor {waarvoor} geen contract "
                f"{perioden(zonder_contract)}."
            ),
            path="aanbieder",
            values={"Aanbieder": zorg.aanbieder, "Segment": segment},
        )
