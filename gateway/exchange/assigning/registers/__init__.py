"""Registers that a municipality keeps beside its care: contracts with providers and tariffs of products."""
