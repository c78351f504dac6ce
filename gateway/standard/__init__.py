"""The facts of the standard: releases, code lists, identifiers, calendar, XML and XSD. Pure."""
