"""A bridge: the old place of these helpers, for the tests that still import them from here."""

from tests.exchange.receiving.test_batch import packed, received, send

__all__ = ["packed", "received", "send"]
