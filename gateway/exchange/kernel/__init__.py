"""What every use case stands on: the gateway object, refusals, group commit, periodic work, figures."""
