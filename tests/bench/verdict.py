"""Time of a verdict: against lxml alone, and as the message grows."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from math import inf
from statistics import median
from time import perf_counter
from typing import Any

from gateway.messages.read import read
from gateway.messages.registry import Message
from gateway.rules.case import CaseFile, Start, Stop, Toewijzing
from gateway.rules.engine import Rule, Verdict, discover, judge
from gateway.rules.outside import Outside
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.schemas import Schemas
from tests.bench.messages import KINDS, Bare, day, many, many_bytes, sample, verdict
from tests.bench.report import Row, at_most
from tests.bench.timing import Work, best, compare, no_garbage_collection, spell
from tests.support.messages.messages import as_read

_GROWTH = 4
_STEEP = 2 * _GROWTH
_GESLACHT = re.compile(rb"(:Geslacht>)[0-9](</)")


def against_the_floor(schemas: Schemas, turns: int) -> Iterator[Row]:
    """Measure parse, schema, read and level 2 against parse and schema alone: lxml's bare, and ours."""
    for soort in ("WMO301", "WMO305"):
        data, bare = sample(soort), Bare(soort)
        assert bare(data)
        assert not verdict(schemas, data).findings
        floors: dict[str, Work] = {
            "bare lxml parse + XMLSchema": lambda data=data, bare=bare: bare(data),
            "our own parse + schema": lambda data=data: schemas.valid(parse(data)),
        }
        for against, floor in floors.items():
            found = compare(lambda data=data: verdict(schemas, data), floor, turns)
            yield at_most(
                1.5,
                what=f"verdict on the {soort} sample",
                against=against,
                ratio=found.ratio,
                detail=f"{spell(found.seconds)} against {spell(found.floor)}; {_parts(schemas, data, turns)}",
            )


def of_a_fault(schemas: Schemas, turns: int) -> Iterator[Row]:
    """Measure a message that fails its schema, to its findings, against what its schema alone takes."""
    for soort in ("WMO301", "WMO305"):
        good = sample(soort)
        wrong, count = _GESLACHT.subn(rb"\1man\2", good, count=1)
        assert count == 1
        valid, invalid = parse(good), parse(wrong)
        assert schemas.valid(valid)
        assert len(schemas.findings(invalid)) == 1
        found = compare(
            lambda invalid=invalid: schemas.findings(invalid), lambda valid=valid: schemas.valid(valid), turns
        )
        whole = compare(
            lambda wrong=wrong: schemas.findings(parse(wrong)), lambda good=good: schemas.valid(parse(good)), turns
        )
        yield at_most(
            3,
            what=f"the findings on a {soort} that fails its schema",
            against="the schema alone, on one that doesn't",
            ratio=found.ratio,
            detail=f"{spell(found.seconds)} against {spell(found.floor)}; with its parse {spell(whole.seconds)}, "
            f"{whole.ratio:.1f} times parse and schema of one that doesn't",
        )


def _parts(schemas: Schemas, data: bytes, turns: int) -> str:
    """Measure each step on the result of the one before."""
    spent: list[tuple[float, ...]] = []
    with no_garbage_collection():
        for _ in range(turns):
            begin = perf_counter()
            document = parse(data)
            parsed = perf_counter()
            schemas.valid(document)
            validated = perf_counter()
            message = read(document)
            ready = perf_counter()
            judge(message)
            judged = perf_counter()
            spent.append((parsed - begin, validated - parsed, ready - validated, judged - ready))
    names = ("parse", "schema", "read", "rules")
    return ", ".join(
        f"{name} {spell(median(times))}" for name, times in zip(names, zip(*spent, strict=True), strict=True)
    )


def as_it_grows(schemas: Schemas, turns: int, scale: int) -> Iterator[Row]:
    """Measure a message with many products against one with one and with ten."""
    for soort, number in (("WMO305", scale), ("WMO307", scale), ("WMO301", max(scale * 3 // 10, 10))):
        large = many_bytes(soort, number)
        for fewer in (1, 10):
            small = many_bytes(soort, fewer)
            found = compare(
                lambda large=large: verdict(schemas, large),
                lambda small=small: verdict(schemas, small),
                turns,
                floor_calls=20,
            )
            yield at_most(
                1.1 * number / fewer,
                what=f"verdict on a {soort} with {number:,} products",
                against=f"one with {fewer}",
                ratio=found.ratio,
                detail=f"{spell(found.seconds)} against {spell(found.floor)}",
            )


def steepest_rule(turns: int, scale: int) -> Row:
    """Measure the rule whose time grows most when a message and its case grow fourfold."""
    with no_garbage_collection():
        steepest = max(
            (_growth(rule, soort, scale, turns, alike=alike), f"{rule.card.code} on a {soort}")
            for soort in KINDS
            for rule in discover()
            if soort in rule.card.messages
            for alike in (False, True)
        )
    return at_most(
        _STEEP,
        what=f"the steepest of all rules with {_GROWTH * scale:,} products",
        against=f"itself with {scale:,}",
        ratio=steepest[0],
        detail=f"that is {steepest[1]}; one that compares all pairs would come near {_GROWTH**2}",
    )


def _growth(rule: Rule, soort: str, scale: int, turns: int, *, alike: bool) -> float:
    """Return how many times as long the rule takes on a message and a case of `_GROWTH` times this size.

    A steep result is measured again and larger: outgrowing the processor's cache costs once, pairs cost each time.
    """
    ratio = inf
    for number in (scale, scale, _GROWTH * scale, _GROWTH * scale):
        if ratio > _STEEP:
            small, large = (_judging(rule, soort, each, alike) for each in (number, _GROWTH * number))
            ratio = min(ratio, best(large, turns) / best(small, turns))
    return ratio


def _judging(rule: Rule, soort: str, number: int, alike: bool) -> Callable[[], Verdict]:
    message, case, outside = _read(soort, number, alike), _case(number), Outside(today=date(2024, 3, 1))
    return lambda: judge(message, case=case, outside=outside, rules=(rule,))


@cache
def _read(soort: str, number: int, alike: bool) -> Message:
    message: Message = as_read(many(soort, number, alike=alike))
    return message


@cache
def _case(number: int) -> CaseFile:
    """Return a case with this many assignments, half of them started, half of those stopped for a time."""
    product: dict[str, Any] = {"categorie": "02", "code": "02A02"}
    days = [date.fromisoformat(day(each)) for each in range(number)]
    toewijzingen = [Toewijzing(toewijzing_nummer=n, **product, ingangsdatum=each) for n, each in enumerate(days, 1)]
    starts = [Start(toewijzing_nummer=n, **product, begindatum=each) for n, each in enumerate(days[: number // 2], 1)]
    stops = [
        Stop(toewijzing_nummer=n, **product, begindatum=each, reden_beeindiging="20", einddatum=each)
        for n, each in enumerate(days[: number // 4], 1)
    ]
    return CaseFile(
        toewijzingen={each.toewijzing_nummer: each for each in toewijzingen}, starts=tuple(starts), stops=tuple(stops)
    )
