"""HTTP for back office, exchange and operator. No business logic."""
