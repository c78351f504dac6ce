"""The shape of an audit sheet: the client for the municipality alone, and the Dutch day of each step."""

from gateway.api.shapes.lists.controlebladen import ControlebladShape
from tests.exchange.claims.test_audit_files import SHEET


def test_only_the_municipality_sees_which_client_it_is() -> None:
    whole = ControlebladShape.of(SHEET, with_client=True)
    assert whole.client_id == SHEET.client_id
    assert ControlebladShape.of(SHEET, with_client=False).client_id is None
    [line] = whole.regels
    assert (line.dag.isoformat(), line.ingediend, line.toegekend, line.saldo) == ("2024-06-01", -40000, None, 5)
    assert (whole.afgewezen, whole.over_budget, whole.over_volume) == (-10000, 12345, 3)
