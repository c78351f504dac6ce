"""The routes, one file a resource noun."""
