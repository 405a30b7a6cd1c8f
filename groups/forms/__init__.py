"""What people fill in: a group, whom to ask, where an evening goes."""
