"""The examples in deploy/ name what exists: settings, figures, commands, files."""

import json
import re
import shutil
import subprocess
import tomllib

import pytest
import yaml
from prometheus_client import REGISTRY

from gateway.settings import Settings
from tests.project.refresh_docs import ROOT
from tests.support.api.application import SHARED, Api
from tests.support.api.parties import BEHEER

DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
TEXT = "\n".join(path.read_text("utf-8") for path in FILES)
COMPOSE = yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text("utf-8"))
ALERTS = DEPLOY / "prometheus/alerts.yml"
BOARD = json.loads((DEPLOY / "grafana/boards/iwmo-gateway.json").read_text("utf-8"))


def expressions() -> list[str]:
    """Return every expression of the alerts and of the board."""
    rules = [rule["expr"] for group in yaml.safe_load(ALERTS.read_text("utf-8"))["groups"] for rule in group["rules"]]
    return rules + [target["expr"] for panel in BOARD["panels"] for target in panel["targets"]]


def test_every_setting_in_them_exists():
    named = set(re.findall(r"\bGATEWAY_([A-Z_]+)", TEXT)) - {"VERSION"}  # of the image
    assert named <= {name.upper() for name in Settings.model_fields}


def test_the_version_is_that_of_the_package():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    chart = yaml.safe_load((DEPLOY / "helm/iwmo-gateway/Chart.yaml").read_text("utf-8"))
    assert chart["appVersion"] == version
    assert COMPOSE["services"]["gateway"]["image"] == f"iwmo-gateway:${{GATEWAY_VERSION:-{version}}}"


@SHARED
async def test_every_figure_of_alerts_and_board_is_told(shared_api: Api):
    """By name, and each label in braces or after `by` by its name too."""
    figures = (await (await shared_api.caller(BEHEER)).http.get("/metrics")).text
    told = set(re.findall(r"^# TYPE (\S+) ", figures, re.MULTILINE))
    told |= {f"{name}_{part}" for name in told for part in ("total", "bucket", "sum", "count")}
    named = {name for each in expressions() for name in re.findall(r"\b(?:gateway|process)_[a-z_]+", each)}
    assert len(named) > 10
    # Only what keeps a timestamp tells how old it is.
    assert named - told <= {"gateway_anchor_age_seconds", "gateway_seal_age_seconds"}


def test_every_label_that_they_group_by_is_on_the_figure():
    labels = {
        "instance",
        "job",
        "le",
        *(label for each in REGISTRY.collect() for s in each.samples for label in s.labels),
    }
    labels |= {"kanaal", "soort", "oordeel", "probleem", "weg", "afgeremd", "gelukt"}
    grouped = {
        label for each in expressions() for found in re.findall(r"by \(([^)]*)\)", each) for label in found.split(", ")
    }
    assert grouped <= labels


def test_every_alert_says_what_to_do():
    for group in yaml.safe_load(ALERTS.read_text("utf-8"))["groups"]:
        for rule in group["rules"]:
            assert rule["labels"]["severity"] in {"warning", "critical"}
            assert set(rule["annotations"]) == {"summary", "action"}


def test_every_file_that_they_mount_is_there():
    mounts = [mount for each in COMPOSE["services"].values() for mount in each.get("volumes", ())]
    own = [mount.split(":")[0] for mount in mounts if mount.startswith(".")]
    missing = {path for path in own if not (DEPLOY / "compose" / path).exists()}
    assert len(own) > 5
    assert missing == {"./tls"}, "certificates are made by who deploys"


@pytest.mark.parametrize(
    ("program", "arguments"),
    [
        ("promtool", ["test", "rules", "prometheus/alerts.test.yml"]),
        ("systemd-analyze", ["security", "--offline=yes", "--threshold=20", "systemd/iwmo-gateway.service"]),
        ("helm", ["lint", "helm/iwmo-gateway", "--set", "databaseUrl=postgresql://iwmo@db/iwmo"]),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_its_own_program_finds_it_good(program: str, arguments: list[str]):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed here")
    done = subprocess.run([program, *arguments], cwd=DEPLOY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_secret_stands_in_them():
    assert not list(DEPLOY.rglob("*.pem"))
    assert not re.search(r"://[^/\s:]+:[^/\s@$]+@", TEXT)
