"""XML from outside: decoded and parsed safely, with the place of each element."""
