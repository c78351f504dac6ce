"""What a received answer says of the message it answers."""

import pytest

from gateway.messages.kinds.start import Wmo306
from gateway.messages.return_message import ReturnOutcome, outcome_of
from gateway.standard.findings import Finding
from tests.support.messages.messages import start_product, wmo305
from tests.support.messages.return_messages import HEADER, START, a_finding, answer_with


def test_the_outcome_of_an_approval() -> None:
    assert outcome_of(answer_with(wmo305())) == ReturnOutcome(approved=True, codes=())


def test_the_outcome_of_a_refusal_lists_the_codes_with_their_place() -> None:
    forward = wmo305(start_producten=tuple(start_product(toewijzing_nummer=n) for n in "12"))
    assert outcome_of(
        answer_with(forward, a_finding(f"{START}[2]"), a_finding(f"{START}[2]", "9384"))
    ) == ReturnOutcome(
        approved=False,
        codes=(
            (HEADER, "0200"),
            ("/Bericht/Client", "0200"),
            (f"{START}[1]", "0200"),
            (f"{START}[2]", "9019"),
            (f"{START}[2]", "9384"),
        ),
    )


@pytest.mark.parametrize("findings", [[a_finding(HEADER, "9056")], [a_finding(START, "0001", 2)]])
def test_the_outcome_of_a_refusal_in_the_header(findings: list[Finding]) -> None:
    retour = answer_with(wmo305(), *findings)
    assert not outcome_of(retour).approved
    assert [path for path, _ in outcome_of(retour).codes] == [HEADER]


def test_an_answer_that_names_no_fault_is_an_approval() -> None:
    without_fault = answer_with(wmo305(), a_finding(START, "0200"), not_judged=("/Bericht/Client",))
    assert isinstance(without_fault, Wmo306)
    assert outcome_of(without_fault).approved
    assert len(outcome_of(without_fault).codes) == 3
