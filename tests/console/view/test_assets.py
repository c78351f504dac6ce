"""The look of the pages comes from our own files, at addresses that change with their content."""

import re
from importlib.resources import files

from gateway.console.view.assets import address_of, assets


def test_each_file_has_its_address() -> None:
    assert {"console.css", "icoon.svg"} <= set(assets())
    assert re.fullmatch(r"/console/bestand/console\.css\?v=[a-p]{12}", address_of("console.css"))
    assert address_of("console.css") != address_of("icoon.svg").replace("icoon.svg", "console.css")


def test_the_style_loads_nothing_from_elsewhere() -> None:
    css = assets()["console.css"].content.decode()
    assert "url(" not in css
    assert "@import" not in css


def test_what_is_hidden_in_a_table_stays_within_it_when_the_table_scrolls() -> None:
    css = assets()["console.css"].content.decode()
    assert ".utrecht-table-container { position: relative; overflow-x: auto;" in css


def test_the_style_has_dark_high_contrast_and_print() -> None:
    css = assets()["console.css"].content.decode()
    for each in ("prefers-color-scheme: dark", "prefers-contrast: more", "forced-colors: active", "@media print"):
        assert each in css


def test_each_token_that_is_used_is_given_and_each_that_is_given_is_used() -> None:
    css = assets()["console.css"].content.decode()
    assert set(re.findall(r"var\((--[\w-]+)\)", css)) == set(re.findall(r"(--[\w-]+):", css))


def test_each_class_of_our_own_has_a_rule() -> None:
    css = assets()["console.css"].content.decode()
    known = set(re.findall(r"\.([a-z][\w-]*)", css))
    for template in files("gateway.console").joinpath("templates").iterdir():
        plain = re.sub(r"\{[{%].*?[}%]\}", " ", template.read_text("utf-8"))
        used = {each for value in re.findall(r'class="([^"]*)"', plain) for each in value.split()}
        own = {each for each in used if not each.startswith("utrecht-") and each.strip("-") == each}
        assert own <= known, template.name
