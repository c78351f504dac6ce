"""NL-818: a request of a provider waits for its answer."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.policy.care_file import Care
from gateway.policy.watch_file import OpenRequest, SentVersion
from tests.support.policy.watched import never, policy, signals_of

REQUEST = OpenRequest(
    id="v1",
    bericht="b1",
    soort="WMO315",
    aanbieder="99990001",
    product="02A16",
    ingangsdatum=date(2024, 4, 1),
    received=date(2024, 3, 1),
    dagtekening=date(2024, 2, 28),
    investigated=False,
)


def test_stands_from_the_day_of_receipt_with_the_day_by_which_an_answer_is_due():
    [found] = signals_of("NL-818", "2024-03-01", policy=never, requests=(REQUEST,))
    assert (found.sleutel, found.bericht, found.uiterlijk) == ("v1", "b1", date(2024, 3, 8))
    assert found.text == (
        "Aanbieder 99990001 vraagt om 02A16, vanaf 2024-04-01 (WMO315 van 2024-02-28). Een antwoord kan tot en met "
        "2024-03-08, 5 werkdagen na ontvangst."
    )


def test_says_the_same_on_every_later_day():
    first, later = (signals_of("NL-818", day, requests=(REQUEST,)) for day in ("2024-03-01", "2025-01-01"))
    assert first == later


def test_moves_when_it_is_under_investigation():
    [found] = signals_of("NL-818", "2024-03-05", requests=(replace(REQUEST, investigated=True),))
    assert (found.sleutel, found.uiterlijk) == ("v1", date(2024, 4, 24))
    assert "acht weken na de Dagtekening" in found.text


def test_tells_of_an_answer_that_the_provider_refused():
    refused = replace(REQUEST, refused=("WMO319", date(2024, 3, 4)))
    [found] = signals_of("NL-818", "2024-03-05", requests=(refused,))
    assert "keurde de WMO319 van 2024-03-04 af, en die geldt als niet gestuurd" in found.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"soort": "WMO317", "product": None}, "vraagt andere zorg voor deze cliënt, vanaf"),
        ({"product": None}, "vraagt zorg zonder product, vanaf"),
    ],
)
def test_says_what_is_asked(changes, words):
    [found] = signals_of("NL-818", "2024-03-05", requests=(replace(REQUEST, **changes),))
    assert words in found.text


def test_is_silent_when_nothing_is_open_and_when_the_policy_says_so():
    assert signals_of("NL-818", "2024-03-05") == []
    off = policy("NL-818")
    assert signals_of("NL-818", "2024-03-05", policy=lambda _: off, requests=(REQUEST,)) == []


CARE = Care(
    nummer=7,
    aanbieder="99990001",
    categorie="02",
    code="02A16",
    ingangsdatum=date(2024, 4, 1),
    einddatum=None,
    besloten_op=date(2024, 3, 4),
)
SENT = SentVersion(since=date(2024, 3, 4), einddatum=None, end_since=date(2024, 3, 4))
CHANGED = SentVersion(since=date(2024, 1, 4), einddatum=date(2024, 6, 30), end_since=date(2024, 3, 4))
CHANGE = {"soort": "WMO317", "product": None}


@pytest.mark.parametrize(
    ("request_changes", "care_changes", "sent", "told"),
    [
        ({}, {}, SENT, True),
        ({"product": "02"}, {"code": None}, SENT, True),
        ({"product": None}, {"categorie": None, "code": None}, SENT, True),
        ({"product": None}, {"code": None}, SENT, False),
        ({}, {"code": "02A17"}, SENT, False),
        ({}, {"aanbieder": "99990002"}, SENT, False),
        ({}, {}, CHANGED, False),
        ({}, {}, None, False),
        (CHANGE, {"code": "02A17"}, SENT, True),
        (CHANGE, {}, CHANGED, True),
        (CHANGE, {}, replace(CHANGED, end_since=date(2024, 2, 29)), True),
        (CHANGE, {}, replace(CHANGED, end_since=date(2024, 2, 28)), False),
        ({**CHANGE, "dagtekening": date(2024, 3, 4), "received": date(2024, 3, 4)}, {}, CHANGED, True),
    ],
)
def test_says_which_assignments_may_have_overtaken_it(request_changes, care_changes, sent, told):
    [found] = signals_of(
        "NL-818",
        "2024-03-05",
        replace(CARE, **care_changes),
        requests=(replace(REQUEST, **request_changes),),
        sent={} if sent is None else {7: sent},
    )
    assert ("zonder deze referentie: toewijzing 7. Een WMO301" in found.text) is told
