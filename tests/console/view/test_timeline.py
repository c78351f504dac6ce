"""The picture of a client's care: bars lie within it, in the order of the days, whatever the days are."""

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from gateway.console.view.timeline import WIDTH, draw
from gateway.store.lists.dossier import ReportLine, SignalLine, VersionLine

OP = datetime(2024, 3, 1, tzinfo=UTC)
TODAY = date(2024, 3, 1)


def a_version(nummer: int, first: date, last: date | None, *, verwijderd: bool = False) -> VersionLine:
    return VersionLine(
        op=OP,
        gemeente="0983",
        nummer=nummer,
        versie=1,
        aanbieder="99990001",
        toewijzingsdatum=first,
        categorie="02",
        code="02A02",
        ingangsdatum=first,
        einddatum=last,
        verwijderd=verwijderd,
        reden_wijziging=None,
        overrule=None,
    )


def a_report(soort: str, first: date, last: date | None = None, *, ingetrokken: bool = False) -> ReportLine:
    return ReportLine(
        soort=soort,  # type: ignore[arg-type]
        op=OP,
        nummer=1,
        aanbieder="99990001",
        categorie="02",
        code="02A02",
        begindatum=first,
        einddatum=last,
        reden_beeindiging=None if last is None else "19",
        bericht_id=UUID(int=1),
        ingetrokken=ingetrokken,
    )


def test_without_care_there_is_no_picture() -> None:
    assert draw([], TODAY) is None


def test_what_was_delivered_ends_with_its_stop_and_what_was_taken_back_is_left_out() -> None:
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    lines = [
        a_version(1, first, last),
        a_report("start", first),
        a_report("stop", first, date(2024, 2, 1)),
        a_report("start", date(2024, 2, 10)),
        a_report("start", date(2024, 2, 20), ingetrokken=True),
    ]
    picture = draw(lines, TODAY)
    assert picture is not None
    [row] = picture.rows
    texts = [each.text for each in row.bars]
    assert [each.kind for each in row.bars] == ["toegewezen", "geleverd", "geleverd"]
    assert texts[1].endswith("tot en met 01-02-2024")
    assert texts[2].endswith("loopt")
    assert row.bars[1].width < row.bars[0].width


def test_removed_care_and_open_signals_show() -> None:
    signal = SignalLine(
        op=OP, id=UUID(int=2), code="NL-801", tekst="x", status="open", uiterlijk=TODAY, aanbieder="", nummer=1
    )
    picture = draw([a_version(1, TODAY, None, verwijderd=True), signal], TODAY)
    assert picture is not None
    assert picture.rows[0].bars[0].kind == "weg"
    assert len(picture.rows[0].marks) == 1


@given(st.lists(st.tuples(st.dates(), st.none() | st.dates()), min_size=1, max_size=5), st.dates())
def test_every_bar_lies_within_the_picture(days: list[tuple[date, date | None]], today: date) -> None:
    lines = [
        a_version(number, first, None if last is None else max(first, last))
        for number, (first, last) in enumerate(days, 1)
    ]
    picture = draw(lines, today)
    assert picture is not None
    assert len(picture.rows) == len(days)
    for row in picture.rows:
        for bar in row.bars:
            assert 0 < bar.x <= WIDTH
            assert bar.x + bar.width <= WIDTH + 2
            assert bar.width >= 2
    assert len(picture.ticks) <= 20
    assert [x for x, _ in picture.ticks] == sorted(x for x, _ in picture.ticks)
