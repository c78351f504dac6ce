"""Each text is for a person who acts on it: plain Dutch, nothing of programs, and no advice that another can follow."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest

from gateway.policy.audit import AuditCase, audit_client
from gateway.policy.card import Card
from gateway.policy.care_file import Care, CareFile, Commitment, Decision, Spending
from gateway.policy.checks.dates.term import LEAD_TIME
from gateway.policy.codes import DATES, DECISIONS, REPORTS, check_codes
from gateway.policy.engine import check_decision
from gateway.policy.national import check_national
from gateway.policy.table import cards
from gateway.policy.tariffs import Tariff
from gateway.policy.watch_file import OpenRequest, ReportFinding, SentVersion, TroubledMessage, Unanswered, WatchFile
from gateway.standard.findings import Finding
from tests.support.policy.decisions import OTHER_PROVIDER, PROVIDER, care, contract, policy, provider
from tests.support.policy.plain_dutch import FOR_MUNICIPALITY, FOR_PROVIDER, faults
from tests.support.policy.reports import reported, start, stop
from tests.support.policy.watched import find_signals

pytestmark = pytest.mark.no_cover

CASES = 3000
FIRST = date(2026, 1, 1)
PRODUCTS = (*sorted(policy().producten), None, "02A99")
LENGTHS = (None, 0, 30, 44, 58, 180, 364, 400)
TODAY = date(2026, 6, 15)


_TARIFF = Tariff(categorie="10", code="10B02", aanbieder=None, eenheid="82", bedrag=1_00, vanaf=FIRST, tot=TODAY)


def _some_care(random: Random, nummer: int | None, **changes: Any) -> Care:
    begin = FIRST + timedelta(days=random.choice((-500, -365, -90, -30, 0, 0, 31, 59, 181)))
    length = random.choice(LENGTHS)
    code = random.choice(PRODUCTS)
    started = random.choice((None, begin, begin + timedelta(days=40)))
    stopped = None if started is None else random.choice((None, None, started + timedelta(days=50)))
    return care(
        code,
        begin,
        None if length is None else begin + timedelta(days=length),
        nummer=nummer,
        categorie=random.choice((code[:2] if code else "02", code[:2] if code else None, "10")),
        aanbieder=random.choice((PROVIDER, PROVIDER, OTHER_PROVIDER)),
        volume=random.choice((None, 1, 9)),
        eenheid=random.choice(("82", "14", "04")),
        frequentie=random.choice(("2", "4", "6")),
        budget=random.choice((None, 5_00)),
        **{
            "gestart_op": started,
            "gestopt_op": stopped,
            "reden_beeindiging": None if stopped is None else random.choice(("02", "19", "31", "39")),
            **changes,
        },
    )


def _decision(random: Random, others: tuple[Care, ...]) -> Decision:
    asked = _some_care(random, None, gestart_op=None, gestopt_op=None, reden_beeindiging=None)
    was = None
    if random.random() < 0.4:
        begun = random.choice((None, asked.ingangsdatum))
        ended = None if begun is None else random.choice((None, begun + timedelta(days=100)))
        was = replace(asked, nummer=99, gestart_op=begun, gestopt_op=ended)
        end = asked.ingangsdatum + timedelta(days=random.choice((20, 200, 500)))
        asked = replace(was, einddatum=random.choice((None, end, asked.einddatum)), volume=random.choice((0, 1, 12)))
    return Decision(
        gemeente=random.choice(("0983", "0889", "1507")),
        decision_day=random.choice((asked.ingangsdatum, TODAY)),
        care=asked,
        was=was,
        verwijderd=was is not None and random.random() < 0.2,
        ground=random.choice((None, "levensgebeurtenis", "doelen-niet-bereikt")),
        birth_date=random.choice((None, date(2010, 5, 1), date(1950, 5, 1))),
        referentie_aanbieder=random.choice((None, None, "R-1")),
    )


def _follow_up(random: Random) -> tuple[Decision, tuple[Care, ...]]:
    """Return an extension, extra work or the same care again, with what it follows on."""
    code, base = random.choice((("02C02", "02A02"), ("10M01", "10B01"), ("02A02", "02A02"), ("10B02", "10M01")))
    asked = _decision(random, ()).care
    begin = date(2026, 1, 1)
    end = begin + timedelta(days=random.choice((30, 45, 89, 120, 400)))
    gap = random.choice((1, 1, 1, 40, -9))
    last = begin - timedelta(days=gap)
    amounts = {"volume": random.choice((1, 9)), "frequentie": "4", "eenheid": "82", "budget": None}
    before = care(
        base,
        last - timedelta(days=random.choice((60, 240, 364))),
        last,
        nummer=11,
        gestart_op=random.choice((None, last - timedelta(days=59), last - timedelta(days=364))),
        **amounts,
    )
    new = replace(asked, nummer=None, code=code, categorie=code[:2], ingangsdatum=begin, einddatum=end, **amounts)
    earlier = care(code, begin - timedelta(days=31), begin - timedelta(days=1), nummer=12)
    beside = (before, *((earlier,) if random.random() < 0.3 else ()))
    decided = Decision(
        gemeente="0983",
        decision_day=random.choice((begin, last, begin + timedelta(days=300))),
        care=replace(new, aanbieder=PROVIDER),
        ground=random.choice((None, "onbekend")),
    )
    return decided, beside


@cache
def decided() -> tuple[tuple[Finding, ...], ...]:
    """Return the findings on each decision of a generated space; the same space every time."""
    random, found = Random(13), []
    registers = (None, (), (contract("2A", soort="basis-lokaal"), contract("1A1", "2026-02-01", "2026-03-01")))
    ceiling = contract("2A", "2025-01-01", "2027-12-31", plafond=1_00)
    spent = Spending(commitments=(Commitment(contract=ceiling, cents=50, unpriced=2),), tariffs=(_TARIFF,))
    others_with_contracts = (None, (), (provider("00000001", contract("2A")), provider("00000002", contract("1A1"))))
    for number in range(CASES):
        beside = tuple(_some_care(random, nummer) for nummer in range(1, random.randint(1, 3)))
        decision = _decision(random, beside)
        if number % 3 == 0:
            decision, beside = _follow_up(random)
        register, elsewhere = random.choice(registers), random.choice(others_with_contracts)
        care_file = CareFile(care=beside, contracts=register, other_providers=elsewhere)
        if register is not None and random.random() < 0.5:
            care_file = replace(care_file, contracts=(*register, ceiling), spending=spent)
        text = policy(random.choice(("2022-01-01", "2024-01-01")))
        of_policy = check_decision(decision, care_file, text)
        found.append((*of_policy, *check_national(decision, care_file, of_policy)))
        found.append(tuple(check_national(decision, care_file)))
    return tuple(found)


def _reported_care(random: Random) -> list[Care]:
    decision, beside = _follow_up(random)
    late = timedelta(days=random.choice((-10, 0, 40, 200)))
    judged = replace(decision.care, nummer=1, categorie=decision.care.code[:2] if decision.care.code else "02")
    all_care = [replace(judged, besloten_op=judged.ingangsdatum), *beside]
    for nummer in range(20, 20 + random.randint(0, 2)):
        other = _some_care(random, nummer)
        if other.categorie is not None:
            all_care.append(other)
    if random.random() < 0.5:
        all_care[0] = replace(all_care[0], code="08V02", categorie="08")
    elif random.random() < 0.3:
        all_care[0] = replace(all_care[0], code="07A02", categorie="07")
    elif random.random() < 0.3:
        all_care[0] = replace(beside[0], nummer=1, gestart_op=None)
        all_care[1] = replace(decision.care, nummer=11)
    all_care[0] = replace(all_care[0], besloten_op=all_care[0].ingangsdatum + late)
    return all_care


@cache
def on_reports() -> tuple[tuple[Finding, ...], ...]:
    """Return the findings on each start or stop of a generated space."""
    random, found = Random(14), []
    for _ in range(CASES):
        first, *others = _reported_care(random)
        on = first.ingangsdatum + timedelta(days=random.choice((-10, 0, 1, 40, 200)))
        if random.random() < 0.6:
            message: Any = start(first, on)
        else:
            first = replace(first, gestart_op=first.ingangsdatum)
            message = stop(first, on, random.choice(("02", "20", "23", "31", "39")))
        found.append(reported(message, first, *others))
    return tuple(found)


def _some_request(random: Random, soort: str) -> OpenRequest:
    return OpenRequest(
        id=soort,
        bericht="b",
        soort=soort,
        aanbieder=PROVIDER,
        product=random.choice((None, "02A16")) if soort == "WMO315" else None,
        ingangsdatum=TODAY,
        received=FIRST,
        dagtekening=FIRST,
        investigated=random.random() < 0.5,
        refused=random.choice((None, ("WMO319", FIRST))),
    )


@cache
def on_dates() -> tuple[tuple[str, str], ...]:
    """Return code and text of the signals on each day of a generated space."""
    random, found = Random(15), []
    trouble = {"bericht": "b", "identificatie": "G1", "aanbieder": PROVIDER, "day": TODAY}
    for _ in range(CASES // 3):
        all_care = tuple(_some_care(random, nummer) for nummer in range(1, 4))
        file = WatchFile(
            care=all_care,
            sent={
                each.nummer: SentVersion(since=each.ingangsdatum, einddatum=each.einddatum, end_since=each.ingangsdatum)
                for each in all_care
                if each.nummer
            },
            unanswered=tuple(Unanswered(**{**trouble, "day": FIRST, "soort": soort}) for soort in ("WMO301", "WMO305")),
            requests=tuple(_some_request(random, soort) for soort in ("WMO315", "WMO317")),
            evaluations={1: (TODAY + LEAD_TIME,)},
            refused=(TroubledMessage(**trouble, soort="WMO301", toewijzingen=(7,)),),
            given_up=(
                TroubledMessage(**trouble, soort="WMO306"),
                TroubledMessage(**trouble, soort="WMO301", silent=True),
            ),
            contracts=(contract("2A", FIRST, TODAY + LEAD_TIME),),
            tariffs=(_TARIFF,),
            commitments=(Commitment(contract=contract("2A", FIRST, TODAY, plafond=1), cents=50, unpriced=1),),
            refused_of_nobody=(TroubledMessage(**trouble, soort="WMO305"),),
            findings=tuple(
                ReportFinding(**trouble, soort="WMO305", code=code, path="/", text="Iets.")
                for code in ("NL-706", "OP271")
            ),
        )
        today = random.choice((FIRST, TODAY, FIRST + timedelta(days=120)))
        found += [(each.code, f"{each.text} {each.bron}") for each in find_signals(file, policy, today)]
    return tuple(dict.fromkeys(found))


def texts_of(card: Card) -> Iterator[str]:
    yield from filter(None, (card.statement, card.remedy, card.note))


def test_the_space_holds_every_check() -> None:
    assert {each.code for case in decided() for each in case if each.code.startswith("NL")} == check_codes(DECISIONS)
    assert {each.code for case in decided() for each in case} >= {"OP259", "OP380", "OP362", "IV097"}
    assert {each.code for case in on_reports() for each in case} == check_codes(REPORTS)
    assert {code for code, _ in on_dates()} == check_codes(DATES)


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.code)
def test_a_card_is_plain_dutch(card: Card) -> None:
    assert [fault for text in texts_of(card) for fault in faults(text)] == []


def test_a_finding_is_plain_dutch() -> None:
    texts = {each.explanation for cases in (decided(), on_reports()) for case in cases for each in case}
    texts |= {text for case in decided() for each in case for text in (each.remedy, each.source)}
    texts |= {text for _, text in on_dates()}
    found = [fault for text in sorted(texts) for fault in faults(text)]
    assert found[:10] == []


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.code)
def test_a_card_advises_who_reads_it(card: Card) -> None:
    """All three kinds are read in the municipality; what of a report its provider sees too is read by both."""
    assert not FOR_MUNICIPALITY.search(card.remedy), card.remedy
    seen = {each.visible_to_provider for case in on_reports() for each in case if each.code == card.code}
    if True in seen:
        assert not FOR_PROVIDER.search(card.remedy), card.remedy


def test_what_the_standard_says_of_a_decision_advises_who_decides() -> None:
    found = {each.remedy for case in decided() for each in case if not each.code.startswith("NL")}
    assert [each for each in sorted(found) if FOR_MUNICIPALITY.search(each)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("is geen stop gemeld", "is geen start gemeld"),
        ("het kan beginnen op", "is te veel"),
        ("Laat de Einddatum staan", "Er is een nieuwe toewijzing nodig"),
    ],
)
def test_no_two_findings_contradict_each_other(one: str, other: str) -> None:
    for case in (*decided(), *on_reports()):
        said = " ".join(f"{each.explanation} {each.remedy}" for each in case)
        assert not (one in said and other in said), said


def test_no_finding_on_a_report_names_its_own_care_as_other_care() -> None:
    for case in on_reports():
        assert not [each for each in case if each.assignment in each.other_assignments], case


def test_the_audit_says_the_same_in_plain_dutch() -> None:
    random = Random(16)
    for _ in range(100):
        decision, beside = _follow_up(random)
        cases = [AuditCase(replace(decision, care=replace(decision.care, nummer=5)), CareFile(care=beside))]
        for audited in audit_client(cases, policy):
            assert [fault for each in audited.findings for fault in faults(each.explanation)] == []
