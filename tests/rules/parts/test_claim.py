"""Amounts, periods and claim lines of a 323 and a 325."""

from math import isnan

from gateway.rules.parts.claim import (
    amount_words,
    balance,
    balance_words,
    clients,
    describe,
    periods,
    prestaties,
    value,
)
from tests.support.messages.claims import client, credit, periode, prestatie, total, wmo323, wmo325


def test_a_decision_on_the_claim_as_a_whole_has_no_clients():
    assert clients(wmo325(declaratie_antwoord=None)) == ()
    assert clients(wmo323()) == (client(),)


def test_the_claim_lines_of_all_clients_come_in_order():
    message = wmo323(clienten=(client(prestatie("P1")), client(prestatie("P2"), credit("P3"))))
    assert [describe(each) for each in prestaties(message)] == ["prestatie P1", "prestatie P2", "prestatie P3"]
    found = [*periods(message)]
    assert found[0] == (periode(), None)
    assert [line for _, line in found[1:]] == [*prestaties(message)]
    assert describe(None) == "de declaratieperiode"


def test_a_credit_is_a_negative_amount():
    assert balance(total("1250")) == 1250
    assert balance(total("1250", "C")) == -1250
    assert balance(credit(bedrag="700").ingediend_bedrag) == -700
    assert isnan(balance(total("+1")))


def test_an_amount_is_worded_as_written_and_a_balance_as_computed():
    assert value(total("0100")) == "0100"
    assert amount_words(total(" 0100", "C")) == "“␣0100” (C)"
    assert balance_words(-100.0) == "100 (C)"
    assert balance_words(100.0) == "100 (D)"
    assert balance_words(float("nan")) == "niet te berekenen"
