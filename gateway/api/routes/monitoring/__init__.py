"""Routes for who watches the gateway: whether it lives, and its figures."""
