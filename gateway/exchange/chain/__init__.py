"""The chain of GGK and VECOZO: envelopes that come in, and errors that come back."""
