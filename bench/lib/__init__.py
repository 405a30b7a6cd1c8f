"""What every part starts: databases of its own, gunicorn, and a client that keeps time."""
