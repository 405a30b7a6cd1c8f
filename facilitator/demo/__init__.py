"""The demo: its people, its private broker, its mail reader; nothing of it runs elsewhere."""
