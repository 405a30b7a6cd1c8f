"""How fast, as ratios against bare yardsticks measured in the same run (docs: README, "Speed")."""
