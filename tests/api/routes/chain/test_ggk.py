"""The address of the chain is for an intermediary, and takes XML only."""

from collections.abc import AsyncIterator

import pytest

from gateway.api.http import bodies
from gateway.standard.stuf.write import soap_request
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, problem
from tests.support.exchange.chain import a_chain, envelope

PATH = "/koppelvlakken/ggk"
DATA = soap_request(envelope(b"<Bericht/>", "WMO305"))
XML = {"content-type": "text/xml; charset=utf-8"}


async def test_only_an_intermediary_may_bring_anything(api: Api) -> None:
    async with api.http() as nobody:
        problem(await nobody.post(PATH, content=DATA, headers=XML), 401, "niet-aangemeld")
    for code in (VENLO, ZORG):
        problem(await (await api.caller(code)).http.post(PATH, content=DATA, headers=XML), 403, "geen-toegang")


async def test_what_is_no_xml_is_refused_before_it_is_read(api: Api) -> None:
    async with a_chain(api) as chain:
        response = await chain.http.post(PATH, content=b"{}", headers={"content-type": "application/json"})
        problem(response, 415)
        assert (await chain.http.get(PATH)).status_code == 405


async def test_the_limit_counts_the_envelope_as_it_comes_to_the_byte(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything of it is unpacked: whether its length is declared, or shows only while it is read."""

    async def dripped(data: bytes) -> AsyncIterator[bytes]:
        for place in range(0, len(data), 64):
            yield data[place : place + 64]

    async with a_chain(api) as chain:
        for room, statuses in ((len(DATA) + 1, {500}), (len(DATA), {500}), (len(DATA) - 1, {413})):
            monkeypatch.setattr(bodies, "MAX_BYTES", room)
            answers = [
                await chain.http.post(PATH, content=DATA, headers=XML),
                await chain.http.post(PATH, content=dripped(DATA), headers=XML),
            ]
            assert {each.status_code for each in answers} == statuses
            assert all((b"StUF055" in each.content) is (statuses == {500}) for each in answers)


async def test_another_charset_than_the_bytes_have_is_refused(api: Api) -> None:
    async with a_chain(api) as chain:
        latin = {"content-type": "text/xml; charset=iso-8859-15"}
        assert (await chain.http.post(PATH, content="é".encode(), headers=latin)).status_code == 415
