"""A municipality with a client, and a provider that asked care for it."""

import pytest

from tests.support.api.parties import Caller
from tests.support.api.requests import asked, codes_of, the_request, vot


@pytest.fixture
async def request_id(venlo: Caller, zorg: Caller) -> str:
    """The id of a request for care, R1, that waits for its answer."""
    await venlo.register()
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    await zorg.collect()
    return str((await the_request(venlo, "R1"))["verzoekId"])
