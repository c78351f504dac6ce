"""NL-106: the provider is of a kind that this municipality uses for the segment."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.contracts import Dekking, dekkingen
from gateway.policy.care.days import aaneen, nieuwe_dagen, samen, zonder
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Aanbiedersoort, Beleid
from gateway.policy.words import noem, opsomming, perioden, zin

kaart = Kaart(
    code="NL-106",
    onderwerp="contract",
    statement="De aanbieder is van een soort die deze gemeente voor het segment gebruikt.",
    remedy="Kies een aanbieder van een soort die de gemeente voor dit segment gebruikt, of leg het contract goed vast.",
    note=(
        "De soort staat in het contract. Ontbreekt zij daar terwijl de gemeente niet elke soort gebruikt, dan is dat "
        "ook een bezwaar. Op dagen zonder contract zegt NL-105 het. Van vervoer telt ook het contract voor het segment "
        "van de drager. Bij een wijziging tellen alleen de dagen die erbij komen."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield one objection for each rule and kind, with the added days on which no contract of a good kind holds."""
    segment = beleid.segment_van(besluit.zorg.code)
    if not dossier.contracten or segment is None:
        return
    gedekt = dekkingen(besluit.zorg, dossier, beleid)
    for regel in beleid.aanbiedersoorten:
        if besluit.gemeente in regel.gemeenten and segment in regel.segmenten:
            yield from _volgens(regel, gedekt, besluit, beleid, segment)


def _volgens(
    regel: Aanbiedersoort, dekking: list[Dekking], besluit: Besluit, beleid: Beleid, segment: str
) -> Iterator[Bezwaar]:
    goed = [reeks for each in dekking if each.contract.soort in regel.toegestaan for reeks in each.dagen]
    slecht = [each for each in dekking if each.contract.soort not in regel.toegestaan]
    for soort in sorted({each.contract.soort or "" for each in slecht}):
        hierop = [reeks for each in slecht if (each.contract.soort or "") == soort for reeks in each.dagen]
        gedekt = [deel for reeks in nieuwe_dagen(besluit) for deel in samen(reeks, hierop)]
        dagen = aaneen(deel for reeks in gedekt for deel in zonder(reeks, goed))
        if not dagen:
            continue
        gemeente = beleid.gemeenten.get(besluit.gemeente, besluit.gemeente)
        wat = f"is {soort}" if soort else "heeft een contract zonder soort"
        yield Bezwaar(
            text=(
                f"{zin(noem(besluit.zorg))}: aanbieder {besluit.zorg.aanbieder} {wat} {perioden(dagen)}, maar "
                f"{gemeente} gebruikt voor segment {segment} alleen {opsomming(sorted(regel.toegestaan))}."
            ),
            path="aanbieder",
            values={"Aanbieder": besluit.zorg.aanbieder, "Segment": segment, "Soort": soort},
            bron=regel.bron,
        )
