"""Tariffs are loaded as a whole, with a preview, or not at all with every wrong cell named."""

from pathlib import Path

import pytest

from tests.api.http.test_export import table
from tests.cli.running import invoke

SAMPLE = Path(__file__).parents[3] / "samples/tarieven.csv"


@pytest.fixture(autouse=True)
def venlo(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    invoke("accounts", "add", "0983", "--soort", "gemeente", "--naam", "Venlo")


def test_a_preview_shows_what_a_load_then_does(tmp_path: Path) -> None:
    assert "geen tarieven geladen" in invoke("tariffs", "list", "--gemeente", "0983").stderr
    trial = invoke("tariffs", "load", SAMPLE, "--gemeente", "0983", "--proef")
    assert "niets gewijzigd" in trial.stderr
    assert "geen tarieven geladen" in invoke("tariffs", "list", "--gemeente", "0983").stderr
    loaded = invoke("tariffs", "load", SAMPLE, "--gemeente", "0983")
    assert (loaded.exit_code, loaded.stdout) == (0, trial.stdout)
    assert "nieuw      10B01 aanbieder elke eenheid 82 € 2.400,00 2026-01-01 t/m 2026-12-31\n" in loaded.stdout
    assert "gelezen als UTF-8, gescheiden door ;" in loaded.stderr
    assert "tarieven_geladen" in invoke("accounts", "history", "0983").stdout

    shown = invoke("tariffs", "list", "--gemeente", "0983")
    assert "€ 2.400,00" in shown.stdout
    assert invoke("tariffs", "list", "--gemeente", "0983", "--xlsx", tmp_path / "a.xlsx").exit_code == 0
    head, *rows = table((tmp_path / "a.xlsx").read_bytes(), "xlsx")
    assert [row[head.index("tarief")] for row in rows if "10B01" in row] == ["2400,00", "2450,00"]
    again = tmp_path / "again.csv"
    again.write_bytes(invoke("tariffs", "list", "--gemeente", "0983", "--formaat", "csv").stdout.encode())
    assert (
        "0 nieuw, 0 gewijzigd, 0 eindigend, 0 vervallen, "
        in invoke("tariffs", "load", again, "--gemeente", "0983").stderr
    )

    text = again.read_text().replace("2400,00", "2500,00").replace("2026-12-31", "2026-11-30", 1).splitlines()
    again.write_text("\n".join([*text[:-1], "10;10B01;99990002;82;1;2027-01-01;"]))
    told = invoke("tariffs", "load", again, "--gemeente", "0983").stdout
    assert {line.split()[0] for line in told.splitlines()} == {"nieuw", "gewijzigd", "eindigt", "vervalt"}


def test_a_file_with_faults_changes_nothing(tmp_path: Path) -> None:
    invoke("tariffs", "load", SAMPLE, "--gemeente", "0983")
    before = invoke("tariffs", "list", "--gemeente", "0983").stdout
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(SAMPLE.read_text().replace("2400,00", "veel"))
    refused = invoke("tariffs", "load", wrong, "--gemeente", "0983")
    assert refused.exit_code == 1
    assert 'kolom tarief: "veel" is geen bedrag' in refused.stderr
    wrong.write_text(SAMPLE.read_text().replace(";82;", ";x;") * 10)
    told = invoke("tariffs", "load", wrong, "--gemeente", "0983")
    first, second, *_, last = told.stderr.splitlines()
    assert (told.exit_code, first) == (1, "gateway: De tarieven zijn niet gewijzigd.")
    assert second.startswith('  regel 2, kolom eenheid: "x" is geen Eenheid')
    assert last.startswith("  en nog ")
    assert invoke("tariffs", "list", "--gemeente", "0983").stdout == before
    assert "geen gemeente" in invoke("tariffs", "load", SAMPLE, "--gemeente", "0984").stderr
