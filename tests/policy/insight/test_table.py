"""The table of definitions names every measure and target once."""

from gateway.policy.insight.measures import MEASURES
from gateway.policy.insight.table import bound_text, markdown
from gateway.policy.loading.regions import load_region


def test_every_measure_and_target_has_a_row() -> None:
    rules = load_region("noord-limburg").versions[-1].indicatoren
    assert rules is not None
    lines = markdown(rules).splitlines()
    for each in MEASURES:
        assert sum(line.startswith(f"| `{each.code}` | ") and line.count("|") == 7 for line in lines) == 1
    for target in rules.streefwaarden:
        row = f"| `{target.meting}` | {target.segment} | {bound_text(target)} | {target.bron} |"
        assert lines.count(row) == 1
