"""The OpenAPI document: what FastAPI makes of the routes, put in the words and forms of this API."""
