"""`gateway demo` plays the whole story, twice in a row if need be, and leaves nothing behind."""

import subprocess

from tests.cli.running import command, environment
from tests.support.store.embedded import processes_of
from tests.support.store.postgres import temporary_folder


def test_the_story_is_played_and_told() -> None:
    with temporary_folder() as folder:
        run = subprocess.run(command("demo"), capture_output=True, env=environment(TMPDIR=str(folder)))
        assert run.returncode == 0, run.stderr.decode()
        told = run.stdout.decode()
        for part in ("WMO301", "WMO302", "WMO305", "WMO306", "WMO307", "WMO308", "TR019", "verhaal rond"):
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
        assert run.stderr == b""
        assert not processes_of(folder)
        assert list(folder.iterdir()) == []
