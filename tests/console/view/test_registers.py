"""A register goes to a browser and comes back byte by byte, within a bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from gateway.console.view.registers import MAX_CSV_BYTES, SEEN, as_file, given_file
from gateway.exchange.kernel.refusals import Invalid


@given(st.binary(min_size=1, max_size=200))
async def test_what_was_seen_comes_back_as_it_was(data: bytes) -> None:
    assert await given_file(FormData([(SEEN, data.hex())])) == (data, True)


async def test_what_is_no_file_is_empty_and_what_is_too_large_is_refused() -> None:
    assert await given_file(FormData([(SEEN, "geen hex")])) == (b"", True)
    assert await given_file(FormData([])) == (b"", False)
    with pytest.raises(Invalid):
        await given_file(FormData([(SEEN, "00" * (MAX_CSV_BYTES + 1))]))


def test_a_file_has_its_name() -> None:
    response = as_file("a;b", "tarieven.csv")
    assert response.headers["content-disposition"] == 'attachment; filename="tarieven.csv"'
    assert response.body == b"a;b"
