"""A second opinion on the schema, asked over HTTP."""

import re
from typing import Any

from tests.support.api.document import document
from tests.support.api.parties import Caller, start
from tests.support.messages.messages import unchecked_xml, wmo301, xml

XML = {"content-type": "application/xml"}


async def tried(partij: Caller, data: bytes, query: str = "?tweedeOordeel=true") -> dict[str, Any]:
    response = await partij.http.post(f"/v1/validaties{query}", content=data, headers=XML)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def test_both_processors_are_asked_when_that_is_asked(zorg: Caller) -> None:
    data = unchecked_xml(wmo301())
    assert "tweedeOordeel" not in await tried(zorg, data, "")
    found = await tried(zorg, data)
    opinion = found.pop("tweedeOordeel")
    assert opinion.pop("processor").startswith("xmlschema ")
    assert opinion == {
        "schemaGeldig": True,
        "eens": True,
        "text": "libxml2 en xmlschema keuren het bericht beide goed.",
        "verschillen": [],
    }
    assert found == await tried(zorg, data, "")


async def test_where_they_differ_is_told_and_libxml2_decides(zorg: Caller) -> None:
    found = await tried(zorg, unchecked_xml(wmo301(toewijzing_nummer="1\u00a0")))
    assert (found["schemaGeldig"], found["oordeel"]) == (False, "afgekeurd")
    opinion = found["tweedeOordeel"]
    assert (opinion["schemaGeldig"], opinion["eens"]) == (True, False)
    [difference] = opinion["verschillen"]
    assert (difference["processor"], difference["path"].rpartition(":")[2]) == ("libxml2", "ToewijzingNummer")
    assert difference["line"]


async def test_what_is_no_message_gets_none(zorg: Caller) -> None:
    """Nor a kind, and the description says so."""
    pattern = document()["components"]["schemas"]["Proefrapport"]["properties"]["soort"]["pattern"]
    for data in (b"<a/>", b"x", b"<a"):
        found = await tried(zorg, data)
        assert "tweedeOordeel" not in found
        assert found["soort"] == ""
        assert re.fullmatch(pattern, found["soort"])


async def test_it_goes_together_with_the_books(venlo: Caller, zorg: Caller) -> None:
    await venlo.register()
    found = await tried(zorg, xml(start(1, "S2")), "?tweedeOordeel=true&tegenAdministratie=true")
    assert found["tweedeOordeel"]["eens"] is True
    assert found["schemaGeldig"] is True


def test_it_is_documented() -> None:
    said = document()
    names = {each["name"] for each in said["paths"]["/v1/validaties"]["post"]["parameters"]}
    assert "tweedeOordeel" in names
    assert "tweedeOordeel" in said["components"]["schemas"]["Proefrapport"]["properties"]
