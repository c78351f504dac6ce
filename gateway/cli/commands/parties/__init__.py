"""Commands about who takes part: organisations, their keys, other ways in and mandates."""
