"""The table of checks says of each what policy makes of it."""

from dataclasses import replace

from gateway.policy.codes import DATES, DECISIONS, REPORTS, check_codes
from gateway.policy.table import cards, effect_text, markdown, open_questions, override_text
from gateway.standard.findings import Severity
from tests.support.policy.decisions import policy

HERE = policy()


def test_all_checks_have_a_card_in_the_order_of_their_codes() -> None:
    assert [each.code for each in cards()] == sorted(check_codes(DECISIONS) | check_codes(REPORTS) | check_codes(DATES))


def test_only_a_blokkade_says_whether_it_can_be_overruled() -> None:
    for code, setting in HERE.toetsen.items():
        for gevolg, effect, overruling in (
            (None, "uit", ""),
            (Severity.SIGNAAL, "signaal", ""),
            (Severity.BLOKKADE, "blokkade", "ja" if setting.overrulebaar else "nee"),
        ):
            changed = replace(HERE, toetsen={code: replace(setting, gevolg=gevolg)})
            assert (effect_text(changed, code), override_text(changed, code)) == (effect, overruling)


def test_the_table_has_a_row_a_check_and_a_line_an_open_question() -> None:
    lines = markdown(HERE).splitlines()
    rows = [each for each in lines if each.startswith("| NL-")]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [each.code for each in cards()]
    questions = dict(open_questions(HERE))
    assert [each for each in lines if each.startswith("- ")] == [
        f"- **{code}** {text}" for code, text in questions.items()
    ]
    assert set(questions) == {code for code, each in HERE.toetsen.items() if each.open_vraag}


def test_a_bar_in_a_text_does_not_break_its_row() -> None:
    changed = replace(HERE, toetsen={**HERE.toetsen, "NL-101": replace(HERE.toetsen["NL-101"], bron="a | b")})
    assert "| a \\| b |" in markdown(changed)
