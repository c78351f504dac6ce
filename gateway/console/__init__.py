"""Pages for people: a back office, a provider and an operator work here; served as HTML, without JavaScript."""
