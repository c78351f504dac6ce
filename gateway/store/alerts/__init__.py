"""Alerts: what happened that somebody wants to be told of, who that is, and how telling them goes."""
