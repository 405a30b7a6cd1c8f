"""Pages with things of several rooms."""
