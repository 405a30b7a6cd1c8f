"""A file far too large, against gunicorn as a real house runs it: told kindly, and nothing kept."""

import re
import socket
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.stack

UPLOAD = "/lead/library/bring/"
MEGABYTE = 1_000_000
LIMIT = 2_500_000  # bytes of one request; a programme has 1 MB at most
GROWS = 30  # MB that a worker's memory may grow by, whatever was sent
SIGN_IN = """
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.utils import timezone
from facilitator.people.models import Person
now = timezone.now()
ruth = Person.objects.filter(email="ruth@large.example").first() or Person.objects.make(
    email="ruth@large.example", name="Ruth", password="a-long-enough-one", now=now)
ruth.leads_since, ruth.leads_by = now, ruth
ruth.save()
client = Client()
client.force_login(ruth, backend=settings.AUTHENTICATION_BACKENDS[0])
name = settings.SESSION_COOKIE_NAME
print(name, client.cookies[name].value)
"""
COUNT = """
import django
django.setup()
from curriculum.models import Curriculum
print(Curriculum.objects.count())
"""


@pytest.fixture
def cookie(stack):
    """(name, value) of a facilitator who has just signed in."""
    return stack.python("-c", SIGN_IN).split()[-2:]


@pytest.fixture(autouse=True)
def _nothing_came_of_it(stack, cookie):
    """Nothing is imported, no worker died or grew, and none has said that it was its fault."""
    ask(stack, cookie, "GET")
    before, pids, said = stack.python("-c", COUNT), memory(stack), len(log(stack))
    yield
    time.sleep(0.5)
    after = memory(stack)
    assert stack.python("-c", COUNT) == before
    assert sorted(after) == sorted(pids)
    assert max(after.values()) - max(pids.values()) < GROWS, (pids, after)
    assert not re.search(r"Traceback|Error page shown|\b500\b|WORKER", log(stack)[said:])
    assert ask(stack, cookie, "GET")[0] == 200


def memory(stack) -> dict[str, float]:
    """Worker -> the most that it ever had in memory, in MB."""
    main = stack.processes["web"].pid
    workers = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    peak = re.compile(r"VmHWM:\s+(\d+) kB")
    found = {one: peak.search(Path(f"/proc/{one}/status").read_text()) for one in workers}
    return {one: int(match[1]) / 1024 for one, match in found.items() if match}


def log(stack) -> str:
    return (stack.folder / "log").read_text(errors="replace")


def place(stack) -> tuple[str, int]:
    there = urlsplit(stack.base)
    assert there.hostname
    assert there.port
    return there.hostname, there.port


def ask(stack, cookie, method, body=b"", **headers) -> tuple[int, str]:
    connection = HTTPConnection(*place(stack), timeout=60)
    connection.request(method, UPLOAD, body, {"Cookie": "=".join(cookie)} | headers)
    answer = connection.getresponse()
    return answer.status, " ".join(answer.read().decode().split())


def form(stack, cookie, size) -> tuple[bytes, dict[str, str]]:
    """What a browser sends for a file of so many bytes."""
    connection = HTTPConnection(*place(stack), timeout=60)
    connection.request("GET", UPLOAD, headers={"Cookie": "=".join(cookie)})
    answer = connection.getresponse()
    sent = re.search(r"\b(\w*c)=(\w+);", answer.headers["Set-Cookie"])
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
    assert sent
    assert token
    head = (
        f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token[1]}\r\n'
        '--x\r\nContent-Disposition: form-data; name="file"; filename="lamp.md"\r\n\r\n'
    )
    headers = {
        "Cookie": f"{'='.join(cookie)}; {sent[1]}={sent[2]}",
        "Content-Type": "multipart/form-data; boundary=x",
        "Origin": stack.base,
    }
    return head.encode() + b"a" * size + b"\r\n--x--\r\n", headers


@pytest.mark.parametrize("size", [LIMIT * 11 // 10, 50 * MEGABYTE])
def test_what_is_more_than_a_request_may_hold_is_told_so(stack, cookie, size):
    body, headers = form(stack, cookie, size)
    status, seen = ask(stack, cookie, "POST", body, **headers)
    assert (status, "That is too much at once" in seen) == (413, True)
    assert "A programme comes as one text file of at most 1 MB." in seen


def test_what_is_a_little_more_than_a_programme_may_be_is_told_on_the_page(stack, cookie):
    body, headers = form(stack, cookie, MEGABYTE * 11 // 10)
    status, seen = ask(stack, cookie, "POST", body, **headers)
    assert (status, "This is more than 1 MB" in seen) == (422, True)


@pytest.mark.parametrize("size", [2 * MEGABYTE, 50 * MEGABYTE])
def test_a_connection_that_breaks_half_way_is_nobodys_fault(stack, cookie, size):
    body, headers = form(stack, cookie, size)
    lines = [f"POST {UPLOAD} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    with socket.create_connection(place(stack)) as there:
        there.sendall("\r\n".join([*lines, "", ""]).encode() + body[: len(body) // 2])


def test_without_a_length_nothing_is_read(stack, cookie):
    _body, headers = form(stack, cookie, 1)
    chunks = (b"a" * MEGABYTE for _ in range(20))
    connection = HTTPConnection(*place(stack), timeout=60)
    try:
        connection.request("POST", UPLOAD, chunks, headers, encode_chunked=True)
        assert connection.getresponse().status in {400, 403, 411, 413}
    except ConnectionError:
        pass  # hung up while it was still being sent


def test_a_browser_shows_the_page_that_says_so(stack, cookie, chromium, tmp_path):
    large = tmp_path / "lamp.md"
    large.write_bytes(b"a" * 50 * MEGABYTE)
    context = chromium.new_context(base_url=stack.base, locale="en-GB")
    context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": stack.base}])
    page = context.new_page()
    page.goto(UPLOAD)
    page.set_input_files("input[type=file]", large)
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.get_by_role("button", name="Look it over").click()
    assert answered.value.status == 413
    expect(page.get_by_role("heading", level=1)).to_have_text("That is too much at once")
    context.close()
