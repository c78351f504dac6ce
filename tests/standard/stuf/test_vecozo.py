"""What VECOZO calls a fault of the chain is a code of its own."""

from gateway.standard.stuf.codes import CODE_LISTS
from gateway.standard.stuf.vecozo import BRS_CODES, TOLD_AS


def test_each_code_of_the_chain_is_told_as_one_of_vecozo() -> None:
    assert set(TOLD_AS) <= {code for codes in CODE_LISTS.values() for code in codes}
    assert set(TOLD_AS.values()) <= BRS_CODES.keys()
