"""Requests of providers, their answers, and the assignments that grant them."""
