"""`gateway build --from-assignment`: the WMO301 in a file becomes a start or a stop, without a gateway."""

from datetime import date
from pathlib import Path

import pytest

from gateway.cli.judging.from_assignment import Chosen, form_from_assignment
from gateway.cli.session.trouble import Trouble
from gateway.library.build import build_by
from gateway.messages.common import Product
from gateway.messages.read import read
from gateway.rules.engine import judge
from gateway.standard.findings import Outcome
from gateway.standard.xml.parse import parse
from tests.cli.running import invoke
from tests.support.messages.messages import BSN, schemas, toegewezen_product, wmo301, wmo305, xml

TODAY = date(2024, 3, 1)
TWO = (toegewezen_product(), toegewezen_product(toewijzing_nummer="2", product=Product(categorie="02"), einddatum=None))
FORWARD = xml(wmo301(toegewezen_producten=TWO))
BEGIN = date(2024, 2, 1)


@pytest.mark.parametrize(
    ("soort", "chosen", "days"),
    [
        ("WMO305", Chosen(nummer=1), ("2024-01-01",)),
        ("305", Chosen(nummer=2, begindatum=BEGIN), ("2024-02-01",)),
        ("wmo307", Chosen(nummer=1, begindatum=BEGIN), ("2024-02-01", "19", "2024-03-01")),
        ("307", Chosen(nummer=2, begindatum=BEGIN, einddatum=BEGIN, reden="20"), ("2024-02-01", "20", "2024-02-01")),
    ],
)
def test_it_becomes_what_schema_and_rules_accept(soort: str, chosen: Chosen, days: tuple[str, ...]) -> None:
    form = form_from_assignment(schemas(), soort, FORWARD, chosen, TODAY)
    [reported] = form["client"].get("startProducten") or form["client"]["stopProducten"]
    keys = ("begindatum", "redenBeeindiging", "einddatum")
    assert tuple(reported[key] for key in keys if key in reported) == days
    assert reported["toewijzingNummer"] == str(chosen.nummer)
    assert form["header"]["berichtIdentificatie"]["dagtekening"] == "2024-03-01"
    assert judge(read(parse(build_by(schemas(), soort, form)))).outcome is Outcome.GOEDGEKEURD


def test_the_last_day_of_an_assignment_that_is_over_is_its_own() -> None:
    later = date(2025, 3, 1)
    form = form_from_assignment(schemas(), "WMO307", FORWARD, Chosen(nummer=1, begindatum=BEGIN), later)
    assert form["client"]["stopProducten"][0]["einddatum"] == "2024-12-31"


@pytest.mark.parametrize(
    ("soort", "data", "chosen", "told"),
    [
        ("WMO301", FORWARD, Chosen(nummer=1), "WMO305 of WMO307"),
        ("WMO305", FORWARD, Chosen(nummer=3), "geen toewijzing 3, wel 1, 2"),
        ("WMO305", FORWARD, Chosen(nummer=1, reden="19"), "--reden"),
        ("WMO307", FORWARD, Chosen(nummer=1), "--begindatum"),
        ("WMO305", xml(wmo305()), Chosen(nummer=1), "een WMO305, en een WMO301 is nodig"),
        ("WMO305", b"<a/>", Chosen(nummer=1), "geen WMO301"),
        ("WMO305", FORWARD.replace(b"Geslacht>1<", b"Geslacht>7<"), Chosen(nummer=1), "gateway validate"),
        ("WMO305", FORWARD.replace(b">2024-01-01<", b">12024-01-01<"), Chosen(nummer=1), "12024-01-01"),
    ],
)
def test_what_can_not_be_made_is_said_in_a_line(soort: str, data: bytes, chosen: Chosen, told: str) -> None:
    with pytest.raises(Trouble) as trouble:
        form_from_assignment(schemas(), soort, data, chosen, TODAY)
    assert told in str(trouble.value)
    assert BSN not in str(trouble.value)


def test_the_command_reads_a_file_and_writes_the_message(tmp_path: Path) -> None:
    (tmp_path / "in.xml").write_bytes(FORWARD)
    result = invoke("build", "WMO305", tmp_path / "in.xml", "--from-assignment", 1)
    assert result.exit_code == 0, result.stderr
    assert read(parse(result.stdout_bytes)).client.start_producten[0].toewijzing_nummer == "1"
    refused = invoke("build", "WMO305", tmp_path / "in.xml", "--from-assignment", 1, "--begindatum", "9990-01-01")
    assert refused.exit_code == 1
    assert "TR134" in refused.stderr
    assert invoke("build", "WMO305", tmp_path / "in.xml", "--begindatum", "2024-01-01").exit_code == 2
