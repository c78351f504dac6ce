"""The watch on dates as a whole: every check has its card, and each cause has one signal."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.watch import signalen, wachten
from gateway.policy.watch_file import Verzending, Zaken
from tests.policy.checks.dates.watched import BEWAKING, PRODUCTEN, altijd, nooit, wachtend, zorg

DAG = st.dates(date(2022, 1, 1), date(2026, 12, 31)) | st.sampled_from([date(1, 1, 1), date(9999, 12, 31)])
VANDAAG = st.dates(date(2022, 1, 1), date(2027, 12, 31))
MISSCHIEN = st.none() | DAG


@st.composite
def zaken(draw: st.DrawFn) -> Zaken:
    """Affairs of a client, also such as no message would leave behind."""
    codes = draw(st.lists(st.sampled_from([*PRODUCTEN, "99999", None]), max_size=5))
    alle = [
        replace(
            zorg(code, nummer=nummer),
            ingangsdatum=draw(DAG),
            einddatum=draw(MISSCHIEN),
            gestart_op=draw(MISSCHIEN),
            gestopt_op=draw(MISSCHIEN),
        )
        for nummer, code in enumerate(codes, 1)
    ]
    verzonden = {
        each.nummer: Verzending(sinds=draw(DAG), einddatum=draw(MISSCHIEN), einde_sinds=draw(DAG))
        for each in alle
        if each.nummer is not None and draw(st.booleans())
    }
    berichten = draw(st.lists(DAG, max_size=3))
    return Zaken(
        zorg=tuple(alle),
        verzendingen=verzonden,
        wachtend=tuple(wachtend(str(op), bericht=f"b{n}") for n, op in enumerate(berichten)),
    )


def test_every_check_has_the_card_of_its_file():
    codes = [each.kaart.code for each in wachten()]
    assert codes == [f"NL-80{n}" for n in range(1, 8)]
    for wacht in wachten():
        assert wacht.check.__module__.endswith(wacht.kaart.code.replace("-", "").lower())
        for text in (wacht.kaart.statement, wacht.kaart.remedy, wacht.kaart.note):
            assert text.endswith("."), wacht.kaart.code
    assert {each.kaart.code for each in wachten() if not each.landelijk} == set(BEWAKING)
    assert all(bool(each.bron) == each.landelijk for each in wachten())


@given(zaken(), VANDAAG)
def test_each_cause_has_one_signal_whatever_the_affairs(affairs, vandaag):
    found = signalen(affairs, altijd, vandaag)
    assert not [key for key, times in Counter((each.code, each.sleutel) for each in found).items() if times > 1]
    landelijk = {each.kaart.code for each in wachten() if each.landelijk}
    assert {each for each in found if each.code in landelijk} == set(signalen(affairs, nooit, vandaag))


@given(zaken(), VANDAAG, st.randoms(use_true_random=False))
def test_the_order_of_the_affairs_does_not_matter(affairs, vandaag, random):
    zorgen, wachtend = list(affairs.zorg), list(affairs.wachtend)
    random.shuffle(zorgen)
    random.shuffle(wachtend)
    shuffled = replace(affairs, zorg=tuple(zorgen), wachtend=tuple(wachtend))
    assert set(signalen(shuffled, altijd, vandaag)) == set(signalen(affairs, altijd, vandaag))


@given(zaken(), VANDAAG)
def test_a_signal_that_stands_a_day_later_is_the_same_to_the_letter(affairs, vandaag):
    today = {(each.code, each.sleutel): each for each in signalen(affairs, altijd, vandaag)}
    for each in signalen(affairs, altijd, vandaag + timedelta(days=1)):
        assert today.get((each.code, each.sleutel), each) == each
