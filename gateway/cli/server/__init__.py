"""The HTTP server of `gateway serve`: connections, limits and errors below the application."""
