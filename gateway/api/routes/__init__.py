"""The routes, one file a resource noun, under the theme of its use cases."""
