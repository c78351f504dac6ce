"""CS002: the citizen service number passes the eleven-test."""

import pytest

from gateway.rules.codes.cs002 import check
from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import client, client_rejected, prestatie, wmo323, wmo325
from tests.support.messages.messages import BSN, wmo301, wmo305, wmo307
from tests.support.messages.requests import wmo315, wmo317


@pytest.mark.parametrize("bsn", [BSN, "999990019", "000000000", "000000012", "123456782"])
def test_passes_an_elevenfold(bsn):
    assert finds("CS002", wmo305(bsn=bsn)) == []


@pytest.mark.parametrize("make", [wmo301, wmo305, wmo307, wmo315, wmo317])
def test_fails_a_number_with_a_wrong_digit_and_shows_only_its_end(make):
    finding = the_only("CS002", make(bsn="999900016"))
    assert finding.path == "/Bericht/Client/Bsn"
    assert finding.values == {"Bsn": "******016"}
    assert "999900016" not in repr(finding)


@pytest.mark.parametrize("bsn", ["000000001", "000000019", "000000111", "100000000"])
def test_fails_what_is_no_elevenfold_leading_zeros_or_not(bsn):
    assert finds("CS002", wmo305(bsn=bsn))


@pytest.mark.parametrize("place", range(9))
def test_fails_when_any_one_digit_is_one_more(place):
    digits = [int(digit) for digit in BSN]
    digits[place] = (digits[place] + 1) % 10
    assert finds("CS002", wmo305(bsn="".join(map(str, digits))))


def test_fails_when_a_comment_cuts_it_to_something_else():
    assert finds("CS002", edited(wmo305(), {BSN: "99990<!-- -->0006"}))


def test_passes_when_a_comment_cuts_it_to_an_elevenfold():
    assert finds("CS002", edited(wmo305(bsn="000000012"), {"000000012": "00<!-- -->0000012"})) == []
    assert finds("CS002", edited(wmo305(), {BSN: f"<!-- -->{BSN}"})) == []


@pytest.mark.parametrize("bsn", ["", "99990000x", "٩٩٩٩٠٠٠٠٦"])
def test_fails_what_is_no_number_should_its_schema_not_have_stopped_it(bsn):
    assert len(list(check(wmo305(bsn=bsn)))) == 1


def test_passes_every_client_of_a_claim_and_an_answer_without_clients():
    assert finds("CS002", wmo323(clienten=(client(), client(bsn="999990019")))) == []
    assert finds("CS002", wmo325()) == []
    assert finds("CS002", wmo325(declaratie_antwoord=None)) == []


def test_fails_each_wrong_client_of_a_claim():
    wrong = (client(bsn="999900016"), client(), client(bsn="999900017"))
    paths = [finding.path for finding in finds("CS002", wmo323(clienten=wrong))]
    assert paths == ["/Bericht/Declaratie/Clienten/Client[1]/Bsn", "/Bericht/Declaratie/Clienten/Client[3]/Bsn"]


def test_fails_a_wrong_client_of_an_answer():
    finding = the_only("CS002", wmo325(clienten=(client_rejected(prestatie(), bsn="999900016"),)))
    assert finding.path == "/Bericht/DeclaratieAntwoord/Clienten/Client/Bsn"


@pytest.mark.parametrize("make", [wmo301, wmo307, wmo315, wmo317])
def test_passes_any_message_in_order(make):
    assert finds("CS002", make()) == []
