"""Lists on the command line: their form, the files they go into, and the options that they share."""
