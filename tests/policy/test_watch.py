"""The engine for dates: each check has its card, and each cause has one signal."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.codes import DATES, check_codes
from gateway.policy.watch import date_checks
from gateway.policy.watch_file import SentVersion, WatchFile
from tests.support.policy.watched import PRODUCTS, WATCHED, always, care, find_signals, never, unanswered

DAY = st.dates(date(2022, 1, 1), date(2026, 12, 31)) | st.sampled_from([date(1, 1, 1), date(9999, 12, 31)])
TODAY = st.dates(date(2022, 1, 1), date(2027, 12, 31))
MAYBE = st.none() | DAY


@st.composite
def watch_files(draw: st.DrawFn) -> WatchFile:
    """Generate watch files, also some that no message could lead to."""
    codes = draw(st.lists(st.sampled_from([*PRODUCTS, "99999", None]), max_size=5))
    all_care = [
        replace(
            care(code, nummer=nummer),
            ingangsdatum=draw(DAY),
            einddatum=draw(MAYBE),
            gestart_op=draw(MAYBE),
            gestopt_op=draw(MAYBE),
        )
        for nummer, code in enumerate(codes, 1)
    ]
    sent_as = {
        each.nummer: SentVersion(since=draw(DAY), einddatum=draw(MAYBE), end_since=draw(DAY))
        for each in all_care
        if each.nummer is not None and draw(st.booleans())
    }
    unanswered_messages = draw(st.lists(DAY, max_size=3))
    return WatchFile(
        care=tuple(all_care),
        sent=sent_as,
        unanswered=tuple(unanswered(str(day), bericht=f"b{n}") for n, day in enumerate(unanswered_messages)),
    )


def test_every_check_has_the_card_of_its_file():
    codes = [each.card.code for each in date_checks()]
    assert codes == sorted(check_codes(DATES))
    for check in date_checks():
        assert check.check.__module__.endswith(check.card.code.replace("-", "").lower())
        for text in (check.card.statement, check.card.remedy, check.card.note):
            assert text.endswith("."), check.card.code
    assert {each.card.code for each in date_checks() if not each.national} >= set(WATCHED)
    assert all(bool(each.bron) == each.national for each in date_checks())


@given(watch_files(), TODAY)
def test_each_cause_has_one_signal_whatever_the_affairs(watch_file, on_day):
    found = find_signals(watch_file, always, on_day)
    assert not [key for key, times in Counter((each.code, each.sleutel) for each in found).items() if times > 1]
    national = {each.card.code for each in date_checks() if each.national}
    assert {each for each in found if each.code in national} == set(find_signals(watch_file, never, on_day))


@given(watch_files(), TODAY, st.randoms(use_true_random=False))
def test_the_order_of_the_affairs_does_not_matter(watch_file, on_day, random):
    cares, unanswered = list(watch_file.care), list(watch_file.unanswered)
    random.shuffle(cares)
    random.shuffle(unanswered)
    shuffled = replace(watch_file, care=tuple(cares), unanswered=tuple(unanswered))
    assert set(find_signals(shuffled, always, on_day)) == set(find_signals(watch_file, always, on_day))


@given(watch_files(), TODAY)
def test_a_signal_that_stands_a_day_later_is_the_same_to_the_letter(watch_file, on_day):
    today = {(each.code, each.sleutel): each for each in find_signals(watch_file, always, on_day)}
    for each in find_signals(watch_file, always, on_day + timedelta(days=1)):
        assert today.get((each.code, each.sleutel), each) == each
