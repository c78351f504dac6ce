"""The regional policy of the municipality that calls, on a day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.problems import documented
from gateway.api.shapes.beleid import Beleid, BeleidsproductShape, GrondShape, SegmentShape, StapelingShape, ToetsShape
from gateway.api.shapes.exact import Day, ExactRoute
from gateway.exchange.assigning.policy import find_policy
from gateway.policy.model import Policy
from gateway.policy.table import cards

router = APIRouter(route_class=ExactRoute, prefix="/v1/beleid", tags=["beleid"], responses=documented(404, 409))


@router.get("")
async def toon(
    gateway: TheGateway,
    caller: Municipality,
    op: Annotated[Day | None, Query(description="Een Ingangsdatum; zonder: vandaag.")] = None,
) -> Beleid:
    """Het beleid dat de gemeente koos: producten, wat naast elkaar mag, gronden, en de toetsen met hun gevolg.

    De tekst die geldt op de Ingangsdatum van een toewijzing gaat erover. Een gemeente die geen beleid koos krijgt een
    404.
    """
    policy, next_from = await find_policy(gateway, caller.code, op)
    return _shape(policy, None if next_from is None else next_from - timedelta(days=1))


def _shape(policy: Policy, last_day: date | None) -> Beleid:
    return Beleid(
        regio=policy.regio,
        naam=policy.naam,
        geldig_vanaf=policy.geldig_vanaf,
        geldig_tot_en_met=last_day,
        bron=policy.bron,
        segmenten=[SegmentShape.model_validate(each) for each in policy.segmenten.values()],
        producten=[BeleidsproductShape.model_validate(each) for each in policy.producten.values()],
        stapeling=[
            StapelingShape(segmenten=sorted(pair), mag=rule.mag, bron=list(rule.bron))
            for pair, rule in sorted(policy.stapeling.items(), key=lambda each: sorted(each[0]))
        ],
        gronden=list(_grounds(policy)),
        toetsen=list(_checks(policy)),
    )


def _grounds(policy: Policy) -> Iterator[GrondShape]:
    grounds = {code: rule.gronden for code, rule in policy.verlenging.items()}
    grounds |= {code: rule.gronden for code, rule in policy.meerwerk.items()}
    for code, meanings in sorted(grounds.items()):
        for naam, meaning in meanings.items():
            yield GrondShape(product=code, naam=naam, betekenis=meaning)


def _checks(policy: Policy) -> Iterator[ToetsShape]:
    for card in cards():
        setting = policy.toetsen[card.code]
        yield ToetsShape(
            code=card.code,
            onderwerp=card.subject,
            wat_waar_moet_zijn=card.statement,
            raad=card.remedy,
            toelichting=card.note,
            voor_wie=card.audience,
            gevolg=setting.gevolg,
            overrulebaar=setting.overrulebaar,
            bron=setting.bron,
            open_vraag=setting.open_vraag,
        )
