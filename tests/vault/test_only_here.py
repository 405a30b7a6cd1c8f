"""One room seals, so that one room can be read to the end: nobody else imports the means."""

import ast
from pathlib import Path

from facilitator.settings import BASE

SOURCES = sorted(
    path.relative_to(BASE)
    for room in ("facilitator", "groups", "curriculum")
    for path in (BASE / room).rglob("*.py")
)
MEANS = {"cryptography", "Crypto", "nacl", "jwcrypto"}
HARMLESS = {"cryptography.exceptions"}  # what a passkey that does not verify raises


def imported(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse((BASE / path).read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names - HARMLESS


def test_only_the_ciphers_of_the_vault_encrypt():
    assert len(SOURCES) > 100
    means = {str(path): {name.split(".")[0] for name in imported(path)} for path in SOURCES}
    assert [path for path in means if means[path] & MEANS] == ["facilitator/vault/ciphers.py"]


def test_no_field_opens_by_itself():
    """A transparent field would open in every dump, list and report."""
    hooks = ("from_db_value", "EncryptedTextField", "EncryptedField")
    texts = [(BASE / path).read_text() for path in SOURCES]
    assert [hook for hook in hooks if any(hook in text for text in texts)] == []
