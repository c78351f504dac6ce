"""Why the system could not do something is told in Dutch, also where it speaks another language."""

from pathlib import Path

import pytest

from gateway.standard.os_reasons import reason


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nergens", "het bestaat niet"),
        (".", "het is een map"),
        ("bestand/daaronder", "een deel van het pad is geen map"),
        ("x" * 300, "de naam is te lang"),
        ("rond", "het is een koppeling die naar zichzelf leidt"),
    ],
    ids=["gone", "folder", "below a file", "long", "round"],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, path: str, said: str) -> None:
    (tmp_path / "bestand").touch()
    (tmp_path / "rond").symlink_to("rond")
    with pytest.raises(OSError) as caught:
        (tmp_path / path).read_bytes()
    assert reason(caught.value) == said


def test_a_rare_error_says_what_the_system_says() -> None:
    assert reason(OSError(71, "Protocol error")) == "het systeem meldt: Protocol error"
    assert reason(TimeoutError()) == "het systeem meldt: TimeoutError"
