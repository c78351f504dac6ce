"""What is wrong with a request is a 400 (docs/decisions/0012), and whatever is made is somewhere (docs/http.md)."""

import re
from pathlib import Path

from gateway.api.http.accept import offered_by
from gateway.api.http.links import MADE_BY
from tests.support.api.document import routes

ROOT = Path(__file__).resolve().parents[2]
STATUS = re.compile(r"\b422\b")
MAY = {
    "gateway/api/document/rules.py": "takes what FastAPI says of it out of the description",
    "gateway/simulator/vecozo/rest.py": "VECOZO gives it",
    "gateway/transport/push.py": "another gateway may give it",
    "gateway/transport/vecozo/rest.py": "VECOZO gives it",
    "tests/exchange/delivery/test_deliver.py": "such a gateway",
    "tests/transport/vecozo/test_channel.py": "VECOZO",
    "tests/support/api/design_rules.py": "the rule that it isn't described",
}


def test_no_file_means_422() -> None:
    files = [each for folder in ("gateway", "tests") for each in (ROOT / folder).rglob("*.py")]
    meaning = {str(each.relative_to(ROOT)) for each in files if STATUS.search(each.read_text(encoding="utf-8"))}
    api = {each for each in meaning if "/console/" not in each}  # whose forms come back with it
    assert api == {*MAY}


def test_every_route_that_answers_201_says_where_to_find_what_it_made() -> None:
    made = {f"{method} {each.path}" for each in routes() if each.status_code == 201 for method in each.methods or ()}
    assert made == {*MADE_BY}, "add it to gateway/api/http/links.py"


def test_every_route_says_in_which_media_types_it_answers() -> None:
    silent = [
        each.path for each in routes() if each.include_in_schema and each.status_code != 204 and not offered_by(each)
    ]
    assert silent == [], "document the content of its 200, as `file_answer` does for a file"
