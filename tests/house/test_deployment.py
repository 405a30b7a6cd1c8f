"""docker-compose.yml and the Dockerfile hold to the settings, the commands and the versions."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

HOME = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((HOME / "docker-compose.yml").read_text())
TEXT = (HOME / "docker-compose.yml").read_text()
DOCKERFILE = (HOME / "Dockerfile").read_text()
READERS = (HOME / "facilitator/settings.py").read_text()
OURS = ("setup", "web", "worker", "beat")


def test_every_service_of_the_contract_is_there():
    assert {*OURS, "postgres", "keyring", "redis", "mail"} == set(COMPOSE["services"])


def test_every_setting_that_compose_gives_is_one_that_we_read():
    given = set(COMPOSE["services"]["web"]["environment"])
    read = set(re.findall(r'"([A-Z][A-Z_]+)"', READERS))
    assert given - read == set()


def test_the_readme_lists_every_setting_and_no_other():
    table = (HOME / "README.md").read_text().split("### Settings")[1].split("\n## ")[0]
    listed = re.findall(r"`([A-Z][A-Z_]+)`", "".join(re.findall(r"^\| (`.+?) \|", table, re.M)))
    readers = READERS + (HOME / "facilitator/env.py").read_text()
    read = re.findall(r"""(?:env\.\w+|database|site_url|time_zone)\(\s*"([A-Z_]+)\"""", readers)
    assert sorted(listed) == sorted(read)


def test_every_setting_that_has_no_default_is_given():
    assert {
        "SECRET_KEY",
        "DATABASE_URL",
        "KEYRING_URL",
        "REDIS_URL",
        "KEK_FILE",
        "SITE_URL",
    } <= set(COMPOSE["services"]["web"]["environment"])


def test_there_is_no_default_password():
    secrets = re.findall(r"\$\{([A-Z_]*(?:PASSWORD|SECRET)[A-Z_]*)([^}]*)\}", TEXT)
    assert {rest[:2] for _name, rest in secrets} == {":?"}


def test_every_command_of_the_set_up_exists():
    lines = "\n".join(COMPOSE["services"]["setup"]["command"])
    named = set(re.findall(r"manage\.py (\w+)", lines))
    assert named == {"migrate", "createcachetable", "vault", "erasures", "builtin_curricula"}
    assert named <= set(get_commands())


def test_both_databases_are_migrated_before_the_key_is_made():
    lines = COMPOSE["services"]["setup"]["command"][-1].splitlines()
    order = [
        next(n for n, line in enumerate(lines) if words in line)
        for words in ("migrate --noinput", "--database keyring", "vault init")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("name", OURS)
def test_our_processes_run_read_only_without_privileges(name):
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


def test_the_image_does_not_run_as_root():
    assert re.search(r"^USER 10001$", DOCKERFILE, re.MULTILINE)


def test_everything_that_must_last_lies_on_a_named_volume():
    assert set(COMPOSE["volumes"]) == {"database", "keyring", "key"}


def test_every_lasting_process_says_whether_it_is_well():
    for name in ("web", "worker", "beat", "postgres", "keyring", "redis"):
        assert "healthcheck" in COMPOSE["services"][name], name


def test_worker_and_beat_run_our_app_with_every_queue():
    worker, beat = (" ".join(COMPOSE["services"][n]["command"]) for n in ("worker", "beat"))
    assert "facilitator.celery worker" in worker
    assert "remind,default,bulk" in worker
    assert "facilitator.celery beat" in beat


def test_python_is_the_one_that_make_and_the_tests_use():
    version = re.search(r"FROM python:(\d+\.\d+)", DOCKERFILE)
    assert version
    assert f'python_version = "{version[1]}"' in (HOME / "pyproject.toml").read_text()
    assert f"python{version[1]}" in (HOME / "Makefile").read_text()


@pytest.mark.parametrize(("service", "program"), [("postgres", "psql"), ("redis", "redis-server")])
def test_the_servers_are_the_versions_that_the_tests_ran_against(service, program):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not on this machine")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    major = re.search(r"(\d+)\.", said.stdout)
    tag = re.search(r":(\d+)", COMPOSE["services"][service]["image"])
    assert major
    assert tag
    assert major[1] == tag[1]
