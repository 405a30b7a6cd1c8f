"""`python -m bench.run [PART ...]`: the benchmarks; the last line of each is one JSON object.

BENCH=smoke shortens every part: counts fail hard, timing ratios warn and fail below 0.6 x must.
"""

import importlib
import json
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

PARTS = ("pages", "writing", "send")
GOALS = tomllib.loads(Path(__file__).with_name("goals.toml").read_text())
FLOOR = 0.6  # of must: below it a timing ratio fails even on a noisy machine


def verdict(name: str, value: float, *, smoke: bool) -> dict[str, Any]:
    """One figure beside its goal. Counts must hold; ratios may be noisy, but not below FLOOR."""
    goal = GOALS[name]
    at_most = goal["sense"] == "at most"
    passed = value <= goal["must"] if at_most else value >= goal["must"]
    hard = passed
    if goal["kind"] == "ratio" and smoke:
        hard = value <= goal["must"] / FLOOR if at_most else value >= goal["must"] * FLOOR
    return {"figure": name, "value": round(value, 3), **goal, "passed": passed, "hard": hard}


def sentence(result: dict[str, Any]) -> str:
    """One line for a person: the figure, its goal, and whether it was met."""
    sign = "ok" if result["passed"] else "MISSED" if not result["hard"] else "missed, or noise"
    goal = f"{result['sense']} {result['must']}"
    return f"{result['figure']:<12} {result['value']:>9}  must be {goal:<14} {sign}"


def main(parts: list[str]) -> int:
    """Run the parts; 0 when nothing failed hard."""
    smoke = os.environ.get("BENCH") == "smoke"
    failed = 0
    for part in parts or PARTS:
        module = importlib.import_module(f"bench.{part}")
        figures: dict[str, float] = module.measure(smoke=smoke)
        named = [name for name in figures if name in GOALS]
        results = [verdict(name, figures.pop(name), smoke=smoke) for name in named]
        for result in results:
            print(sentence(result))
        well = all(result["hard"] for result in results)
        failed += not well
        print(json.dumps({"name": part, "passed": well, "figures": figures, "goals": results}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
