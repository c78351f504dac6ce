"""Whatever a test of this folder prints, logs or leaves in its database is searched for personal data."""

from tests.support.api.hunt import dsn, pytest_runtest_makereport

__all__ = ["dsn", "pytest_runtest_makereport"]
