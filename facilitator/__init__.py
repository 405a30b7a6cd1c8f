"""The house itself: settings, people, the vault, and the pages that cross rooms."""
