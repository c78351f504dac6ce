"""What the audit sheet says of assignments that were refused, and of reports that were taken back."""

from typing import Any

import pytest

from gateway.exchange.claims.audit_sheet import load_audit_sheet
from gateway.exchange.kernel.refusals import NotFound
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, ZORG, Caller, refusal_of, start

PROVIDER = Organisatie(ZORG, "aanbieder", "Zorg")
REPORT: dict[str, Any] = {"begindatum": "2024-01-08"}


async def test_a_refused_assignment_and_a_start_that_was_taken_back(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    [forward] = await zorg.collect()
    await zorg.submit(refusal_of(forward, "R1"))
    sheet = await load_audit_sheet(api.gateway, PROVIDER, VENLO, nummer)
    assert [each.tekst for each in sheet.lines][1:] == ["Toewijzing afgekeurd; geldt als niet verzonden (OP286)."]
    await venlo.change(nummer, einddatum="2024-11-30")
    await zorg.submit(start(nummer, "S1", **REPORT))
    await zorg.submit(start(nummer, "S2", status_aanlevering="3", **REPORT))
    sheet = await load_audit_sheet(api.gateway, PROVIDER, VENLO, nummer)
    assert [(each.soort, each.tekst.partition(":")[0]) for each in sheet.lines] == [
        ("WMO301", "Toegewezen"),
        ("WMO302", "Toewijzing afgekeurd; geldt als niet verzonden (OP286)."),
        ("WMO301", "Gewijzigd"),
        ("WMO305", "Zorg begonnen op 2024-01-08."),
        ("WMO305", "Ingetrokken"),
    ]
    assert (sheet.ingediend, sheet.toegekend, sheet.afgewezen) == (0, 0, 0)
    with pytest.raises(NotFound):
        await load_audit_sheet(api.gateway, Organisatie(THUIS, "aanbieder", "Thuis"), VENLO, nummer)
