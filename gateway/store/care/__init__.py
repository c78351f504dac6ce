"""Clients, assignments, contracts, and the care of one client as rules, policy and watch see it."""
