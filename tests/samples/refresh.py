"""Writes the report beside every sample message anew: `python tests/samples/refresh.py`. Read the difference after."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from gateway.cli.program import app
from gateway.standard.resources import bundled


def reports(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the reports of `gateway validate --format jsonl` on the messages in a folder, by file name."""
    result = CliRunner().invoke(app, ["validate", "--format", "jsonl", str(folder)])
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return {Path(each["file"]).name: {**each, "file": Path(each["file"]).name} for each in found}


def main() -> None:
    """Write in every report what validate says today."""
    folder = bundled("samples")
    for name, report in reports(folder).items():
        text = json.dumps(report, indent=2, ensure_ascii=False)
        (folder / name).with_suffix(".json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
