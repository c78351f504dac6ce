"""Files to judge, good and wrong, and what is found in one."""

import zipfile
from pathlib import Path
from typing import Any, cast

from tests.cli.running import invoke, reported
from tests.support.messages.messages import wmo305, xml

GOED = xml(wmo305())
FAULTY = xml(wmo305(begindatum="2024-05-01"))
KEYS = {"code", "level", "severity", "path", "line", "text"}


def a_zip(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def only_finding(path: Path) -> dict[str, Any]:
    """Return the one finding on the one file there."""
    result = invoke("validate", "--format", "jsonl", path)
    assert result.exit_code == 1
    [report] = reported(result)
    assert report["message"] == ""
    assert report["xsd_valid"] is False
    [finding] = report["findings"]
    return cast("dict[str, Any]", finding)
