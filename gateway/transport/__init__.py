"""Outbound: how a message reaches its receiver."""
