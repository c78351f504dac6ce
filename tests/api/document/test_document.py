"""The document of the API, whole."""

from gateway.api.document.document import document_of
from gateway.app import create_app
from gateway.settings import Settings
from tests.support.api.document import served


def test_it_is_the_same_each_time_it_is_asked_for() -> None:
    app = create_app(Settings(database_url="postgresql://nergens"))
    assert document_of(app) == document_of(app) == served()
