"""What VECOZO calls a fault of the chain is a code of its own."""

from gateway.standard.stuf.codes import CODE_LISTS, Remedy
from gateway.standard.vecozo.codes import BRS_CODES, ENDS, TOLD_AS, Status, advice_on, status_of


def test_each_code_of_the_chain_is_told_as_one_of_vecozo() -> None:
    assert set(TOLD_AS) <= {code for codes in CODE_LISTS.values() for code in codes}
    assert set(TOLD_AS.values()) <= BRS_CODES.keys()


def test_each_code_has_advice_and_that_of_vecozo_comes_before_that_of_the_chain() -> None:
    assert all(advice_on(code, "2025").meaning == text for code, text in BRS_CODES.items())
    assert advice_on("BRS06", "2017").remedy is Remedy.SPLIT
    assert advice_on("BRS13", "2025").remedy is Remedy.CORRECT
    assert advice_on("IB003", "2025").remedy is Remedy.SPLIT
    assert advice_on("BRS99", "2025").remedy is Remedy.ADMINISTER


def test_the_words_of_v2_are_those_of_v3_but_for_one() -> None:
    assert {status_of(each.value) for each in Status} == set(Status)
    assert status_of("Aangeboden") is Status.WORDT_AANGEBODEN
    assert status_of("DeelsOntvangen") is None
    assert Status.AANBIEDEN_MISLUKT not in ENDS, "it is tried again"
