"""Validating: what the gateway has to say about a message, without keeping any of it."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from typing import Any, Final
from uuid import UUID

from gateway.exchange.kernel.findings_json import to_json, verdict_to_json
from gateway.messages.claim_answer import ClaimDecision
from gateway.messages.read import read
from gateway.rules.engine import Verdict, judge
from gateway.standard.findings import Outcome
from gateway.standard.xml.parse import XmlProblem, parse
from gateway.standard.xsd.schemas import Schemas


@dataclass(frozen=True, slots=True)
class Validation:
    """What was found in a message, or in bytes that hold none."""

    soort: str
    """"WMO305"; "" when the bytes hold no message."""
    schema_geldig: bool
    oordeel: Outcome
    bevindingen: Sequence[Mapping[str, Any]]
    over: tuple[str, UUID | None] | None = None
    """Of which municipality the books were looked into, and on which client of it; None: they were not."""
    declaratie: ClaimDecision | None = None
    """Of a WMO323 that would count: what would become of it; None: the books were not asked, or it came in before."""
    tweede_oordeel: dict[str, Any] | None = None
    """What another processor says of level 1; None: it was not asked, or there is no message to ask it about."""


_SECOND: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tweede-oordeel")
"""Where second opinions are given: slow work, which may take one thread and no more."""


async def validate(schemas: Schemas, data: bytes, *, second: bool = False) -> Validation:
    """Return the verdict on these bytes, a large message judged beside the event loop; so is a second opinion."""
    if second:
        return await asyncio.get_running_loop().run_in_executor(_SECOND, judge_twice, schemas, data)
    # Judging bytes needs no database, and importing one takes most of a second.
    from gateway.exchange.kernel.gateway import off_loop

    return await off_loop(len(data), judge_bytes, schemas, data)


def judge_twice(schemas: Schemas, data: bytes) -> Validation:
    """Return the verdict on these bytes on levels 1 and 2, with a second opinion on level 1."""
    first = judge_bytes(schemas, data)
    try:
        document = parse(data)
    except XmlProblem:
        return first
    opinion = schemas.second_opinion(document, [] if first.schema_geldig else schemas.findings(document))
    return replace(first, tweede_oordeel=asdict(opinion))


def judge_bytes(schemas: Schemas, data: bytes) -> Validation:
    """Return the verdict on these bytes on levels 1 and 2."""
    try:
        document = parse(data)
    except XmlProblem as problem:
        soort = problem.soort.name if problem.soort else ""
        finding = {
            "code": "XML",
            "level": 1,
            "severity": "afkeur",
            "path": "/",
            "line": problem.line,
            "text": problem.text,
        }
        return Validation(soort, False, Outcome.AFGEKEURD, [finding])
    naam = document.soort.name
    if not schemas.valid(document):
        return Validation(naam, False, Outcome.AFGEKEURD, [to_json(each) for each in schemas.findings(document)])
    return validation_of(naam, judge(read(document)))


def validation_of(soort: str, verdict: Verdict) -> Validation:
    """Return the verdict on a message of this kind that passed its schema, as a report."""
    return Validation(soort, True, verdict.outcome, verdict_to_json(verdict))
