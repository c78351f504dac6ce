"""The answer to a claim: every shape of the standard, and totals that are right to the cent."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.messages.claim_answer import (
    claim_outcome_of,
    compose_claim_answer,
    decision_on,
    refuses_claim,
    signed_cents,
    total_of,
)
from gateway.messages.kinds.declaratie import BedragMetDC, Wmo323
from gateway.messages.read import read
from gateway.messages.write import InvalidMessage, write
from gateway.rules.engine import judge
from gateway.standard.findings import Finding, Severity
from gateway.standard.xml.parse import parse
from tests.support.messages.claims import client, credit, prestatie, total, wmo323, wmo325
from tests.support.messages.messages import BSN_2, MUNICIPALITY, PROVIDER, as_read, schemas, xml
from tests.support.messages.return_messages import DAY, HEADER, a_finding, codes

CLAIM = "/Bericht/Declaratie"
ANSWER = "/Bericht/DeclaratieAntwoord"
CLIENT = f"{CLAIM}/Clienten/Client"
LINE = f"{CLIENT}/Prestaties/Prestatie"
TWO = (prestatie("P1", bedrag="400"), prestatie("P2", bedrag="600"))


def answer_to(forward: Wmo323, *findings: Finding) -> Any:
    """Return the answer, as the provider reads it after it passed its schema and level 2."""
    made = compose_claim_answer(
        as_read(forward), findings, identificatie="G00000000001", dagtekening=DAY, xslt_versie="2.10.5"
    )
    received = as_read(made)
    assert judge(received).findings == ()
    return received


def test_the_header_is_turned_round_and_names_the_claim() -> None:
    header = answer_to(wmo323(identificatie="CLAIM7", dagtekening="2024-03-01")).header
    assert (header.bericht_code, header.afzender, header.ontvanger) == ("485", MUNICIPALITY, PROVIDER)
    assert (header.bericht_identificatie.identificatie, header.bericht_identificatie.dagtekening) == (
        "G00000000001",
        "2024-03-05",
    )
    assert (header.declaratie_identificatie.identificatie, header.declaratie_identificatie.dagtekening) == (
        "CLAIM7",
        "2024-03-01",
    )
    assert header.xslt_versie is None


def test_the_schema_version_of_the_claim_is_copied() -> None:
    data = xml(wmo323()).replace(b"<iwmo:BerichtXsdVersie>1.0.0", b"<iwmo:BerichtXsdVersie>1.0.7")
    forward: Any = read(parse(data))
    made = compose_claim_answer(forward, (), identificatie="G1", dagtekening=DAY, xslt_versie="2.10.5")
    assert made.header.xsd_versie_declaratie.bericht_xsd_versie == "1.0.7"
    assert made.header.xsd_versie.bericht_xsd_versie == "1.0.0"


def test_all_is_granted() -> None:
    answer = answer_to(wmo323(prestaties=TWO))
    assert codes(answer) == {HEADER: ("0200",), ANSWER: ("8001",)}
    decision = answer.declaratie_antwoord
    assert signed_cents(decision.totaal_toegekend_bedrag) == signed_cents(decision.totaal_ingediend_bedrag) == 1000


def test_a_fault_of_level_2_is_told_once_and_with_the_version_of_the_kit() -> None:
    answer = answer_to(wmo323(), a_finding(LINE, "0001", 2), a_finding(CLAIM, "0001", 2))
    assert codes(answer) == {HEADER: ("0001",)}
    assert (answer.header.xslt_versie, answer.declaratie_antwoord) == ("2.10.5", None)


def test_a_fault_in_the_header_hides_those_below() -> None:
    answer = answer_to(wmo323(), a_finding(LINE, "9338"), a_finding(HEADER, "9056"), a_finding(HEADER, "8848", 4))
    assert codes(answer) == {HEADER: ("9056", "8848")}
    assert answer.declaratie_antwoord is None


def test_a_fault_in_the_claim_itself_grants_nothing_and_lists_nobody() -> None:
    forward = wmo323(prestaties=TWO)
    answer = answer_to(forward, a_finding(CLAIM, "9333"), a_finding(f"{LINE}[1]", "9338"), a_finding(CLAIM, "8214"))
    assert codes(answer) == {HEADER: ("0200",), ANSWER: ("9333", "8214")}
    decision = answer.declaratie_antwoord
    assert decision.totaal_toegekend_bedrag == total("0")
    assert decision.totaal_ingediend_bedrag == total("1000")


def test_what_is_rejected_is_listed_whole_with_each_code_once_and_what_is_granted_is_not() -> None:
    forward = wmo323(clienten=(client(*TWO), client(prestatie("P3"), bsn=BSN_2)))
    at = f"{CLIENT}[1]/Prestaties/Prestatie[2]"
    answer = answer_to(
        forward, a_finding(at, "9339"), a_finding(f"{at}/IngediendBedrag", "9346", 4), a_finding(at, "9339")
    )
    assert codes(answer) == {
        HEADER: ("0200",),
        ANSWER: ("0200",),
        f"{ANSWER}/Clienten/Client": ("0200",),
        f"{ANSWER}/Clienten/Client/Prestaties/Prestatie": ("9339", "9346"),
    }
    decision = answer.declaratie_antwoord
    [listed] = decision.clienten
    [line] = listed.prestaties
    assert line.product_referentie.referentie_nummer == "P2"
    assert line.ingediend_bedrag == BedragMetDC(bedrag="600", debet_credit="D")
    assert decision.totaal_toegekend_bedrag == total("6400")


def test_a_client_at_fault_takes_all_lines_along_unjudged() -> None:
    forward = wmo323(clienten=(client(*TWO), client(prestatie("P3"), bsn=BSN_2)))
    first = f"{CLIENT}[1]"
    answer = answer_to(forward, a_finding(first, "8187"), a_finding(f"{first}/Prestaties/Prestatie[1]", "8021"))
    there = f"{ANSWER}/Clienten/Client"
    assert codes(answer) == {
        HEADER: ("0200",),
        ANSWER: ("0200",),
        there: ("8187",),
        f"{there}/Prestaties/Prestatie[1]": ("0233",),
        f"{there}/Prestaties/Prestatie[2]": ("0233",),
    }


def test_a_signal_counts_for_nothing() -> None:
    answer = answer_to(wmo323(), a_finding(LINE, "9338", severity=Severity.SIGNAAL))
    assert codes(answer) == {HEADER: ("0200",), ANSWER: ("8001",)}


@pytest.mark.parametrize(
    ("rejected", "granted"),
    [((), total("200", "C")), ((2,), total("400")), ((1,), total("600", "C")), ((1, 2), total("0"))],
    ids=["none", "the credit", "the debit", "both"],
)
def test_k042_a_surplus_of_credit(rejected: tuple[int, ...], granted: Any) -> None:
    forward = wmo323(prestaties=(prestatie("P1", bedrag="400"), credit("P2", "P0", bedrag="600")))
    answer = answer_to(forward, *(a_finding(f"{LINE}[{number}]", "8017") for number in rejected))
    assert answer.declaratie_antwoord.totaal_ingediend_bedrag == total("200", "C")
    assert answer.declaratie_antwoord.totaal_toegekend_bedrag == granted
    assert answer.declaratie_antwoord.retour_codes == (("0200",) if rejected else ("8001",))


MAX_AMOUNT, MAX_TOTAL = 99_999_999, 999_999_999_999
"""Of a Prestatie, and of all, in cents: more has no place in the schema."""
AMOUNTS = st.sampled_from([0, 1, MAX_AMOUNT - 1, MAX_AMOUNT]) | st.integers(0, MAX_AMOUNT)
LINES = st.lists(st.tuples(AMOUNTS, st.sampled_from("DC"), st.booleans()), min_size=1, max_size=12)
CLIENTS = st.lists(st.tuples(st.sampled_from([False, False, False, True]), LINES), min_size=1, max_size=3)
"""Of each client whether all of it is rejected; of each line the amount, its sign, and whether it is rejected."""


@given(clients=CLIENTS, refused=st.sampled_from([False, False, False, True]))
def test_the_totals_are_exact(clients: list[tuple[bool, list[tuple[int, str, bool]]]], refused: bool) -> None:
    """Against sums of whole cents that are counted apart. `refused`: the claim as a whole."""
    number, claimed, rejected_cents, listed = 0, 0, 0, 0
    clienten, findings = [], [a_finding(CLAIM, "9333")] if refused else []
    for at, (unknown, lines) in enumerate(clients, 1):
        one = f"{CLIENT}[{at}]" if len(clients) > 1 else CLIENT
        findings += [a_finding(one, "8187")] if unknown else []
        made = []
        for place, (amount, sign, rejected) in enumerate(lines, 1):
            number += 1
            dc = "D" if amount == 0 else sign
            made.append(prestatie(f"P{number}", None if dc == "D" else f"V{number}", bedrag=str(amount), dc=dc))
            signed = amount if dc == "D" else -amount
            claimed += signed
            if rejected:
                findings.append(a_finding(f"{one}/Prestaties/Prestatie" + (f"[{place}]" if len(lines) > 1 else "")))
            if rejected or unknown:
                rejected_cents += signed
                listed += 1
        clienten.append(client(*made, bsn=f"{at:09d}"))
    forward = as_read(wmo323(clienten=tuple(clienten)))
    answer = as_read(
        compose_claim_answer(forward, findings, identificatie="G1", dagtekening=date(2024, 3, 5), xslt_versie="2.10.5")
    )
    decision = answer.declaratie_antwoord
    totals = signed_cents(decision.totaal_ingediend_bedrag), signed_cents(decision.totaal_toegekend_bedrag)
    assert totals == (claimed, 0 if refused else claimed - rejected_cents)
    shown = [each for item in decision.clienten for each in item.prestaties]
    assert len(shown) == (0 if refused else listed)
    assert refused or sum(signed_cents(each.ingediend_bedrag) for each in shown) == rejected_cents
    if not refused:
        kept = decision_on(forward, findings)
        assert (kept.prestaties, kept.afgewezen) == (number, listed)
        assert (kept.ingediend, kept.toegekend) == totals, "the books keep what the answer says"
    found = {finding.code for finding in judge(answer).findings}
    assert found <= {"CS002"}, "the BSNs here are numbers only"


@pytest.mark.parametrize("cents", [MAX_TOTAL, -MAX_TOTAL])
def test_the_largest_total_has_a_place(cents: int) -> None:
    made = wmo325(totaal_ingediend_bedrag=total_of(cents), totaal_toegekend_bedrag=total_of(cents))
    read_back = as_read(made).declaratie_antwoord
    assert signed_cents(read_back.totaal_toegekend_bedrag) == cents


def test_a_total_beyond_the_schema_is_never_sent() -> None:
    """Credits may keep what is claimed within the schema, and be rejected: then no WMO325 can tell what is granted."""
    with pytest.raises(InvalidMessage):
        write(wmo325(totaal_toegekend_bedrag=total_of(MAX_TOTAL + 1)), schemas())


@pytest.mark.parametrize("cents", [0, 1, -1, MAX_TOTAL])
def test_a_total_is_read_as_it_was_written(cents: int) -> None:
    assert signed_cents(total_of(cents)) == cents
    assert total_of(0).debet_credit == "D"


@pytest.mark.parametrize(
    ("finding", "whole"),
    [
        (a_finding(LINE, "0001", 2), True),
        (a_finding(HEADER, "9056"), True),
        (a_finding(CLAIM, "9333"), True),
        (a_finding(CLIENT, "8187"), False),
        (a_finding(LINE, "9338"), False),
        (a_finding(CLAIM, "9333", severity=Severity.SIGNAAL), False),
    ],
)
def test_the_whole_claim_is_refused_by_level_2_the_header_and_the_claim_itself(finding: Finding, whole: bool) -> None:
    assert refuses_claim(finding) is whole


@pytest.mark.parametrize(
    ("findings", "approved"),
    [
        ((), True),
        ((a_finding(LINE, "9338"),), True),
        ((a_finding(CLAIM, "9333"),), False),
        ((a_finding(HEADER, "9056"),), False),
        ((a_finding(LINE, "0001", 2),), False),
    ],
)
def test_an_answer_tells_whether_the_claim_counts(findings: tuple[Finding, ...], approved: bool) -> None:
    assert claim_outcome_of(answer_to(wmo323(), *findings)).approved is approved


def test_a_finding_without_a_code_has_no_place() -> None:
    with pytest.raises(ValueError, match="has no place in a WMO325"):
        compose_claim_answer(
            as_read(wmo323()), [a_finding(LINE, None)], identificatie="G1", dagtekening=DAY, xslt_versie="2.10.5"
        )
