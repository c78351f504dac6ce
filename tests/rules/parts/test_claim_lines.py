"""The Prestaties of a claim as the rules look at them."""

from datetime import date

from gateway.rules.case import CaseFile
from gateway.rules.claim_file import DebitKey
from gateway.rules.parts.claim_lines import (
    assigned_debits,
    credit_lines,
    debit_lines,
    file_of,
    freed,
    given_back,
    is_credit,
    lines,
)
from tests.rules.claim_files import LINE, assigned, claimed, earlier
from tests.support.messages.claims import client, credit, prestatie, wmo323
from tests.support.messages.messages import BSN_2, as_read

MESSAGE = as_read(
    wmo323(
        clienten=(
            client(prestatie("A"), credit(" C", "B"), prestatie("D", toewijzing_nummer="02")),
            client(prestatie("E"), bsn=BSN_2),
        )
    )
)
OF_FIRST = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie"


def test_debits_and_credits_are_told_apart_with_their_assignment():
    case = claimed(assigned(), assigned(2, verwijderd=True))
    assert [line.reference for line in lines(MESSAGE, case)] == ["A", "C", "D", "E"]
    assert [line.reference for line in credit_lines(MESSAGE, case)] == ["C"]
    assert [line.assignment is None for line in debit_lines(MESSAGE, case)] == [False, False, True]
    assert [line.reference for line, _ in assigned_debits(MESSAGE, case)] == ["A"]
    assert is_credit(MESSAGE.declaratie.clienten[0].prestaties[1])


def test_nothing_is_judged_of_a_client_who_is_unknown_or_without_books():
    assert [each.client.bsn for each in lines(MESSAGE, claimed(known_clients=frozenset({BSN_2})))] == [BSN_2]
    assert list(lines(MESSAGE, CaseFile())) == []
    assert file_of(CaseFile()).assignments == {}


def test_a_line_reads_its_values_as_numbers_and_days():
    [line, back, _, _] = lines(MESSAGE, claimed())
    assert line.key == DebitKey(1, "02", "02A02", date(2024, 2, 1), date(2024, 2, 29))
    assert (line.volume, line.eenheid, line.bedrag, line.tarief, line.former) == (120, "01", 6000, 50, "")
    assert (back.former, back.name) == ("B", "Prestatie “␣C”")


def test_a_credit_gives_back_its_debit_unless_it_was_rejected():
    case = claimed(debits={"B": earlier(toewijzing_nummer=7)})
    assert freed(MESSAGE, case) == {"B"}
    assert given_back(MESSAGE, case) == {7: [earlier(toewijzing_nummer=7)]}
    rejected = CaseFile(claims=case.claims, refused=frozenset({f"{OF_FIRST}[2]"}))
    assert freed(MESSAGE, rejected) == frozenset()
    assert given_back(MESSAGE, rejected) == {}
    assert LINE in OF_FIRST.replace("[1]", "")
