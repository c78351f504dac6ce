"""Every page in Chromium, as each role of each organisation gets it: axe finds nothing, the browser has no complaint.

The rows are those of tests/console/routes.py, so that a page of which somebody tells there is looked at here.
"""

import pytest

from gateway.exchange.parties.people import ROLES_OF
from tests.console.routes import CALLERS, FORBIDDEN, PAGES, Page
from tests.support.api.parties import BEHEER, VENLO, ZORG
from tests.support.console.chromium import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")
ROLES = {VENLO: ROLES_OF["gemeente"], ZORG: ROLES_OF["aanbieder"], BEHEER: ROLES_OF["beheerder"]}
"""Of an organisation that isn't here somebody may do all; what they find is as empty as can be."""
LOG_OUT = "/console/uitloggen"


@pytest.mark.parametrize("page", PAGES, ids=[each.route for each in PAGES])
async def test_each_page_is_right_for_everybody(window: Window, page: Page) -> None:
    path = page.path(window.site.made)
    for code, expected in sorted(zip(CALLERS, page.expected, strict=True), key=lambda pair: -pair[1]):
        for rol in ROLES.get(code, ("beheerder",)):
            await window.seat(code, rol, again=True)
            if page.route.startswith("GET"):
                answer = await window.ask_for(path)
                assert answer.status_code == (expected if rol in page.roles else FORBIDDEN), (code, rol)
            else:
                answer = await window.send(path, page.fields(window.site.made))
                # A form does once what others find done here, and leads on to another page.
                assert answer.status_code < 500, (code, rol)
            assert await window.faults_of(answer) == [], (code, rol)
            if path == LOG_OUT:
                window.leave(code, rol)
