"""Faults hit what their rule names, as often as it says, and the same messages by the same seed."""

from dataclasses import replace

from gateway.simulator.faults import Faults
from gateway.simulator.mishaps import Mishap, Storing
from tests.support.exchange.chain import envelope

SENT = envelope(b"<Bericht/>", "WMO305")


def hits(faults: Faults, number: int) -> list[bool]:
    return [bool(faults.on_the_way(SENT)) for _ in range(number)]


def test_a_rule_names_kind_sender_and_receiver() -> None:
    for changes, hit in (
        ({"functie": "WMO305"}, True),
        ({"functie": "WMO307"}, False),
        ({"van": SENT.zender.organisatie, "naar": SENT.ontvanger.organisatie}, True),
        ({"van": SENT.ontvanger.organisatie}, False),
        ({"naar": SENT.zender.organisatie}, False),
    ):
        assert hits(Faults([Storing(wat=Mishap.VERLIES, **changes)], 1), 1) == [hit], changes


def test_so_many_go_by_first_and_so_many_are_hit() -> None:
    assert hits(Faults([Storing(wat=Mishap.VERLIES, na=1, keer=2)], 1), 5) == [False, True, True, False, False]


def test_the_same_seed_hits_the_same_and_another_rule_changes_nothing() -> None:
    half = Storing(wat=Mishap.VERLIES, kans=0.5)
    found = hits(Faults([half], 4), 40)
    assert set(found) == {True, False}
    assert hits(Faults([half], 4), 40) == found
    assert hits(Faults([half], 5), 40) != found
    both = Faults([half, Storing(wat=Mishap.DUBBEL, kans=0.5)], 4)
    assert [half in both.on_the_way(SENT) for _ in range(40)] == found


def test_what_a_request_meets_is_apart_from_what_a_message_meets() -> None:
    faults = Faults([Storing(wat=Mishap.DRUK), Storing(wat=Mishap.DUBBEL)], 1)
    at_receipt = faults.at_receipt(SENT)
    assert at_receipt is not None
    assert (at_receipt.wat, [each.wat for each in faults.on_the_way(SENT)]) == (Mishap.DRUK, [Mishap.DUBBEL])
    faults.clear()
    faults.add([Storing(wat=Mishap.VERLIES, functie="WMO307")])
    assert (faults.at_receipt(SENT), faults.on_the_way(SENT)) == (None, [])
    assert faults.on_the_way(replace(SENT, functie="WMO307"))
