"""Parties that the simulator plays itself: a provider's system, and a municipality's back office."""
