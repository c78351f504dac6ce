"""The embedded PostgreSQL: started from the binaries of a wheel, in a data folder of the user's choice."""

from gateway.store.embedded.errors import EmbeddedPostgresError
from gateway.store.embedded.folder import default_data_folder
from gateway.store.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError", "default_data_folder"]
