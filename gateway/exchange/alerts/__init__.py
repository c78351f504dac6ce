"""Alerts: webhooks that tell a back office or the operator what happened, without personal data."""
