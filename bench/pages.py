"""P1 to P3: the pages people open most, against the bare page; and what the workshop costs."""

from statistics import median
from typing import Any

from bench.lib.client import Run, ask
from bench.lib.house import asked_of, environment, folder, free_port, fresh, manage, serving

PAGES = {
    "home": ("member", "/home/", b"What you wrote"),
    "group": ("member", "/group/{group}/", b"The evenings"),
    "desk": ("lead", "/lead/", b"Your groups"),
    "office": ("coordinator", "/run/", b"Worth a look"),
    "editor": ("lead", "/lead/programmes/{draft}/plans/1/", b"Block 10"),
}


def rounds(
    addresses: dict[str, tuple[str, str, bytes]], count: int, seconds: float
) -> dict[str, list[Run]]:
    """Ask for each page in turn, `count` times round; one short round first, not counted."""
    runs: dict[str, list[Run]] = {name: [] for name in addresses}
    for turn in range(count + 1):
        for name, (address, cookie, marker) in addresses.items():
            run = ask(address, cookie, seconds if turn else 0.5, marker)
            if turn:
                runs[name].append(run)
    return runs


def measure(*, smoke: bool) -> dict[str, Any]:
    """Ratios and counts; 12 people in a group, 40 groups, or 8 in the smoke run."""
    with folder() as path:
        ports = free_port(), free_port()
        env = environment(ports[0], path)
        fresh(env)
        manage(env, "load_world", "--groups", "8" if smoke else "40", "--members-per-group", "12")
        who = asked_of(env, "bench.lib.sessions")
        bare_env = env | {"DJANGO_SETTINGS_MODULE": "bench.bare.settings"}
        with (
            serving(env, "facilitator.wsgi", ports[0], "/health/") as house,
            serving(bare_env, "bench.bare.page:application", ports[1], "/bare/") as bare,
        ):
            addresses = {
                name: (house + page.format(**who), who[role], marker)
                for name, (role, page, marker) in PAGES.items()
            }
            addresses["bare"] = (f"{bare}/bare/", who["member"], b"Bare page")
            runs = rounds(addresses, 3, 1 if smoke else 6)
    counts = {name: who[name] for name in ("p3_lists", "p3_desk", "w_editor")}
    return figures(runs) | counts | who["workshop"]


def figures(runs: dict[str, list[Run]]) -> dict[str, Any]:
    """Median rates, their ratios to the bare page, and the worst tails."""
    rate = {name: median(run.rate for run in found) for name, found in runs.items()}
    ours = [name for name in runs if name != "bare"]
    found: dict[str, Any] = {f"p1_{name}": rate[name] / rate["bare"] for name in ours}
    found["p2_p95"] = max(median(r.p95 / r.p50 for r in runs[name]) for name in ours)
    found["p2_p99"] = max(median(r.p99 / r.p50 for r in runs[name]) for name in ours)
    found["requests per second"] = {name: round(value, 1) for name, value in rate.items()}
    found["p50 ms"] = {n: round(median(r.p50 for r in found_), 2) for n, found_ in runs.items()}
    return found
