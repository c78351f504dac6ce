"""The person behind a request: the cookie, the session, what its role may, and the record of what it looks at."""
