"""Interfaces of the chain, which speak SOAP and not JSON."""
