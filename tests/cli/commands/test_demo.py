"""`gateway demo` plays the whole story, twice in a row if need be, and leaves nothing behind."""

import re
import signal
import subprocess

import httpx

from tests.cli.running import command, environment
from tests.support.store.embedded import processes_of
from tests.support.store.postgres import temporary_folder


def told_until(run: "subprocess.Popen[str]", end: str) -> str:
    """Return what is printed up to and including the line with `end`."""
    assert run.stdout is not None
    told = ""
    for line in run.stdout:
        told += line
        if end in line:
            return told
    raise AssertionError(run.stderr.read() if run.stderr else told)


def assert_open(told: str) -> None:
    """Assert that the people who are told can log in where is told."""
    address = re.search(r"http://127\.0\.0\.1:\d+/console", told)
    people = dict(re.findall(r"^  (\w+) +(\S{4}(?:-\S{4}){4}) ", told, re.MULTILINE))
    assert address is not None
    assert set(people) == {"consulent", "backoffice", "raadpleger", "aanbieder", "beheerder"}
    for name in ("consulent", "aanbieder", "beheerder"):
        with httpx.Client(trust_env=False, follow_redirects=True) as http:
            given = {"inlognaam": name, "wachtwoord": people[name], "verder": "/console/berichten"}
            page = http.post(f"{address[0]}/inloggen", data=given)
        assert page.status_code == 200
        assert "WMO301 (toewijzing)" in page.text


def test_the_story_is_played_and_told() -> None:
    with temporary_folder() as folder:
        run = subprocess.Popen(
            command("demo", "--keep"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(TMPDIR=str(folder)),
        )
        told = told_until(run, "Stop met Ctrl+C")
        assert_open(told)
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=60)
        assert run.returncode == 0, errors
        for part in ("WMO301", "WMO302", "WMO305", "WMO306", "WMO307", "WMO308", "TR019", "verhaal rond"):
            assert part in told
        for part in (
            "WMO315: vraagt 02A02",
            "kent het toe: toewijzing 2",
            "€ 480,00 van € 1.080,00 toegekend",
            "TR321: Prestatie P2 telt 10",
            "crediteert P1",
            "€ 420,00 van € 420,00 toegekend",
            "ingediend € 1.500,00, afgewezen € 600,00, toegekend € 900,00",
        ):
            assert part in told
        for part in ("geblokkeerd", "NL-201: De nieuwe toewijzing (10B01", "laat NL-201 door", "NL-603"):
            assert part in told
        for part in ("vindt op de werklijst: bevinding op een start of stop", "NL-706", "afgehandeld door"):
            assert part in told
        for part in ("vraagt haar indicatoren", "overrulede besluiten", "starts die te laat zijn gemeld"):
            assert part in told
        for part in (
            "besluit: 3 delen, 1 WMO301",
            "gewijzigd in dit besluit",
            "(nieuw)",
            "cliënt die overleed: 1 WMO301",
        ):
            assert part in told
        for part in ("nagespeelde GGK", "WMO306 en WMO308 komen door de keten terug", "IB010", "in een nieuwe envelop"):
            assert part in told
        assert errors == ""
        assert not processes_of(folder)
        assert list(folder.iterdir()) == []
