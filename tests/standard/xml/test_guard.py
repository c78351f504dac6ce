"""Bytes that are refused before any parser sees them, and those that are let through."""

import pytest

from gateway.standard.xml.guard import MAX_BYTES, MAX_ELEMENTS, WINDOW, check_bytes, may_have_long_text
from gateway.standard.xml.parse import parse
from tests.standard.examples import wmo305
from tests.standard.xml.refused import problem, within


@pytest.mark.parametrize(
    "doctype",
    [
        b"<!DOCTYPE a>",
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        b'<!DOCTYPE a PUBLIC "-//x//y" "http://127.0.0.1:9/x.dtd">',
        b'<!DOCTYPE a [<!ENTITY x "y">]>',
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
        b"<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]>",
    ],
)
@pytest.mark.parametrize(
    "before", [b"", b"<?xml version='1.0'?>\n", b"<!-- <a> --><?p <!DOCTYPE?>\n<!-- -->", b" \n\t"]
)
def test_any_doctype_is_refused(doctype: bytes, before: bytes) -> None:
    found = problem(before + doctype + within(b""))
    assert found.code == "doctype"
    assert "DOCTYPE" in found.text
    assert found.line == before.count(b"\n") + 1


def test_the_word_doctype_may_stand_in_text_and_comments() -> None:
    document = parse(b"<!-- <!DOCTYPE a> -->" + within(b"<![CDATA[<!DOCTYPE a>]]><!-- <!DOCTYPE b> -->"))
    assert document.root.text == "<!DOCTYPE a>"


def test_a_doctype_after_the_start_is_not_well_formed() -> None:
    assert problem(within(b"<!DOCTYPE a>")).code == "niet-welgevormd"
    assert problem(within(b"") + b"<!DOCTYPE a>").code == "niet-welgevormd"
    assert problem(b"<!-- never closed <!DOCTYPE a>").code == "niet-welgevormd"
    assert problem(b"<? never closed <!DOCTYPE a>").code == "niet-welgevormd"


def test_more_than_25_mb_is_refused_and_25_mb_is_not() -> None:
    frame = len(within(b""))
    assert parse(within(b"x" * (MAX_BYTES - frame))).soort.name == "WMO305"
    found = problem(within(b"x" * (MAX_BYTES - frame + 1)))
    assert found.code == "te-groot"
    assert "25 MB" in found.text


def test_the_number_of_elements_is_bounded_exactly() -> None:
    assert len(parse(within(b"<a/>" * (MAX_ELEMENTS - 1))).root) == MAX_ELEMENTS - 1
    assert problem(within(b"<a/>" * MAX_ELEMENTS)).code == "te-veel-elementen"


@pytest.mark.timeout(30)
def test_five_million_elements_are_refused_at_once() -> None:
    data = b"<a/>" * 5_000_000
    found = problem(data)
    assert (found.code, "1.000.000" in found.text) == ("te-veel-elementen", True)


@pytest.mark.no_cover
def test_tags_within_comments_and_cdata_are_not_counted() -> None:
    many = b"<a/>" * (MAX_ELEMENTS + 1)
    assert len(parse(within(b"<!--" + many + b"-->")).root) == 1
    assert len(parse(within(b"<b/><![CDATA[" + many + b"]]><b/><?p " + many + b"?>")).root) == 3
    assert problem(within(b"<!--" + many)).code == "niet-welgevormd"
    assert problem(within(b"<!--x-->" * (MAX_ELEMENTS + 1))).code == "te-veel-elementen"


def test_the_number_of_attributes_is_bounded() -> None:
    few = b" ".join(b"a%d=''" % i for i in range(256))
    filler = b"<!--" + b"x" * 70_000 + b"-->"
    assert parse(within(filler + b"<a " + few + b"/>")).soort.name == "WMO305"
    found = problem(within(filler + b"\n<a " + few + b" b='>'/>"))
    assert (found.code, found.line) == ("te-veel-attributen", 2)
    assert problem(within(b"=" * 4_100_000)).code == "te-veel-attributen"


def test_signs_in_text_are_not_taken_for_attributes() -> None:
    assert (
        parse(within(b"<a b='>'>" + b"= > \" '" * 20_000 + b"</a><c>" + b"=" * 1000 + b"</c>")).soort.name == "WMO305"
    )


def test_a_usual_message_is_returned_as_it_is() -> None:
    assert check_bytes(wmo305()) == wmo305()


@pytest.mark.parametrize(
    ("text", "long"),
    [
        (b"x" * WINDOW, False),
        (b"x" * (2 * WINDOW), True),
        (b"<a/>" * WINDOW, False),
        (b"<!-- x -->", True),
        (b"<?p?><?q?>", True),
    ],
)
def test_a_look_at_a_few_bytes_tells_whether_a_text_may_be_long(text: bytes, long: bool) -> None:
    assert may_have_long_text(within(text)) is long
