"""Four clients asking for one page over connections that stay open, and what they saw."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Run:
    """One run: answers per second and latency quantiles in milliseconds."""

    rate: float
    p50: float
    p95: float
    p99: float


# Of which client, and what it was answered before: the path and the body of its next POST.
Post = Callable[[int, bytes], tuple[str, str]]
SCRIPT = {
    "X-Requested-With": "fetch",
    "Accept": "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
}


def ask(
    address: str, cookie: str, seconds: float, marker: bytes, *, clients: int = 4,
    post: Post | None = None,
) -> Run:  # fmt: skip
    """Ask for `address` with `clients` threads for `seconds`; with `post`, send there instead.

    Raises RuntimeError when an answer is not 200 or lacks `marker`: the figure would be void.
    """
    times: list[float] = []
    faults: list[str] = []
    headers = {"Cookie": cookie} | (SCRIPT if post else {})
    end = time.perf_counter() + seconds

    def client(which: int) -> None:
        parts, body = urlsplit(address), b""
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        while time.perf_counter() < end and not faults:
            begun = time.perf_counter()
            try:
                line = ("POST", *post(which, body)) if post else ("GET", parts.path)
                connection.request(*line, headers=headers)
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException) as error:
                faults.append(f"{address}: {error!r}")
                return
            times.append(time.perf_counter() - begun)
            if answer.status != 200 or marker not in body:
                faults.append(f"{address}: {answer.status}, {len(body)} bytes, no {marker!r}")

    threads = [threading.Thread(target=client, args=[which]) for which in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(faults[0])
    cuts = quantiles(times, n=100, method="inclusive")
    took = time.perf_counter() - begun
    return Run(len(times) / took, cuts[49] * 1000, cuts[94] * 1000, cuts[98] * 1000)
