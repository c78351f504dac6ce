"""How pages look: templates, words, menus, fields, and the page that tells of an error."""
