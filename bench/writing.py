"""Her pages: the list of 2,000, a save while she types, search, and taking everything."""

import json
from statistics import median
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench.lib.client import Post, Run, ask
from bench.lib.house import asked_of, environment, folder, free_port, fresh, manage, serving

SAID = "I sat by the window and wrote this down. " * 40


def typing(who: dict[str, Any]) -> Post:
    """Each client goes on with a page of its own, as one editor that is open there."""
    pages = [said.split() for said in who["pages"]]
    counts = [0] * len(pages)

    def post(which: int, answered: bytes) -> tuple[str, str]:
        page, pad = pages[which]
        counts[which] += 1
        sent = {
            "csrfmiddlewaretoken": who["token"], "key": uuid4(), "pad": pad,
            "base": json.loads(answered)["number"] if answered else 1, "seq": counts[which],
            "words": f"{SAID}{counts[which]}",
        }  # fmt: skip
        return f"/writing/{page}/save/", urlencode(sent)

    return post


def measure(*, smoke: bool) -> dict[str, Any]:
    """Ratios to the bare page, counts, and how long a search and the whole file take."""
    with folder() as path:
        ports = free_port(), free_port()
        env = environment(ports[0], path)
        fresh(env)
        manage(env, "load_world", "--groups", "1", "--members-per-group", "12")
        who = asked_of(env, "bench.lib.writer")
        bare_env = env | {"DJANGO_SETTINGS_MODULE": "bench.bare.settings"}
        with (
            serving(env, "facilitator.wsgi", ports[0], "/health/") as house,
            serving(bare_env, "bench.bare.page:application", ports[1], "/bare/") as bare,
        ):
            post, runs = typing(who), dict[str, list[Run]](bare=[], list=[], save=[])
            for turn in range(4):
                seconds = (1 if smoke else 6) if turn else 0.5
                found = {
                    "bare": ask(f"{bare}/bare/", who["cookie"], seconds, b"Bare page"),
                    "list": ask(f"{house}/writing/", who["cookie"], seconds, b"Page 9"),
                    "save": ask(house, who["cookie"], seconds, b'"same": false', post=post),
                }
                for name, run in found.items():
                    runs[name] += [run] if turn else []
    rate = {name: median(run.rate for run in found) for name, found in runs.items()}
    said = {name: who[name] for name in who if name.startswith("n_")}
    return said | {
        "n_list_rate": rate["list"] / rate["bare"],
        "n_save_rate": rate["save"] / rate["bare"],
        "requests per second": {name: round(value, 1) for name, value in rate.items()},
        "bytes of the list": who["bytes of the list"],
    }
