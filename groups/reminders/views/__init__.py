"""Pages of this room: replies and mail choices without signing in, mail choices, the ledger."""
