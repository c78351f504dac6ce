"""Regional policy as dated data, and the checks that go by it."""
