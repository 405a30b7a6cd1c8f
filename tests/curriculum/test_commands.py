"""The commands that take a curriculum in and out."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from curriculum.importing import read
from curriculum.management.commands import builtin_curricula
from curriculum.models import Curriculum
from tests.curriculum.samples import EXAMPLE, changed, evening, line_of


def run(*words: object) -> str:
    out = StringIO()
    call_command(*map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "lamp.md"
    file.write_text(EXAMPLE, "utf-8")
    return file


@pytest.fixture
def builtin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder of our own with one curriculum; answers its folder."""
    folder = tmp_path / "content" / "lamp" / "en"
    folder.mkdir(parents=True)
    (folder / "curriculum.md").write_text(EXAMPLE, "utf-8")
    monkeypatch.setattr(builtin_curricula, "CONTENT", tmp_path / "content")
    return folder


def test_a_clean_file_is_checked_without_importing_it(path):
    assert (
        run("check_curriculum", path)
        == "The Lamp and the Open Door: plans 1, errors 0, warnings 0.\n"
    )
    assert not Curriculum.objects.exists()


def test_warnings_are_printed_and_are_no_failure(path):
    path.write_text(changed("This one does not.", "This one is toxic."), "utf-8")
    line = line_of(EXAMPLE, "Some losses come with")
    printed = run("check_curriculum", path)
    assert printed.startswith(f"{path}:{line}: warning [blame] “toxic” lays blame.\n")
    assert printed.endswith("plans 1, errors 0, warnings 1.\n")


def test_errors_are_printed_with_file_line_and_rule_and_fail(path):
    path.write_text(changed("minutes: 22", "minutes: 21"), "utf-8")
    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("check_curriculum", str(path), stdout=out)
    assert failed.value.returncode == 1
    line = line_of(EXAMPLE, "# Blocks")
    said = f"{path}:{line}: error [minutes] The blocks take 89 minutes, the plan 90.\n"
    assert out.getvalue() == said


def test_a_file_is_imported_as_a_draft(path):
    printed = run("import_curriculum", path)
    assert printed == "Imported The Lamp and the Open Door (en, version 1), not published.\n"
    assert Curriculum.objects.get().published_at is None


def test_a_file_is_imported_and_published(path):
    assert run("import_curriculum", path, "--publish").endswith("(en, version 1), published.\n")
    assert Curriculum.objects.published().count() == 1
    printed = run("import_curriculum", path, "--publish")
    assert printed.startswith("Already here, unchanged: The Lamp")


def test_a_broken_file_is_not_imported(path):
    path.write_text(changed('language = "en"', "language = en"), "utf-8")
    with pytest.raises(CommandError, match=r"lamp\.md:5: error \[toml\].*\nNothing was imported"):
        run("import_curriculum", path)
    assert not Curriculum.objects.exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere:1: error \[file\]"):
        run("import_curriculum", tmp_path / "nowhere")


def test_built_in_curricula_come_in_once(builtin):
    assert run("builtin_curricula").startswith("Imported and published: The Lamp")
    first = Curriculum.objects.published().get()
    assert run("builtin_curricula").startswith("Already here, unchanged: The Lamp")
    assert Curriculum.objects.get() == first


def test_a_built_in_curriculum_that_was_only_imported_is_published(builtin):
    run("import_curriculum", builtin)
    assert run("builtin_curricula").startswith("Imported and published: The Lamp")


def test_one_broken_built_in_curriculum_keeps_all_of_them_out(builtin):
    other = builtin.parents[1] / "zinnia" / "en"
    other.mkdir(parents=True)
    (other / "curriculum.md").write_text("+++\nformat = 1\n+++\n", "utf-8")
    with pytest.raises(CommandError, match="zinnia"):
        run("builtin_curricula")
    assert not Curriculum.objects.exists()


def test_what_is_exported_can_be_imported_again(path):
    path.write_text(EXAMPLE + evening(2), "utf-8")
    run("import_curriculum", path)
    printed = run("export_curriculum", "the-lamp-and-the-open-door")
    assert read(printed) == read(path)


def test_the_newest_version_is_exported_unless_another_is_named(path):
    run("import_curriculum", path, "--publish")
    path.write_text(changed("version = 1", "version = 2"), "utf-8")
    run("import_curriculum", path)
    key = "the-lamp-and-the-open-door"
    assert "\nversion = 2\n" in run("export_curriculum", key)
    assert "\nversion = 1\n" in run("export_curriculum", key, "--version-number", 1)


def test_a_folder_is_exported_with_one_file_for_each_plan(path, tmp_path):
    path.write_text(EXAMPLE + evening(2) + evening(0, part="before"), "utf-8")
    run("import_curriculum", path)
    folder = tmp_path / "out" / "en"
    run("export_curriculum", "the-lamp-and-the-open-door", "--folder", folder)
    names = ["before-00.md", "curriculum.md", "evening-01.md", "evening-02.md"]
    assert sorted(each.name for each in folder.iterdir()) == names
    assert read(folder) == read(path)
    (folder / "stray.md").write_text("", "utf-8")
    with pytest.raises(CommandError, match="other"):
        run("export_curriculum", "the-lamp-and-the-open-door", "--folder", folder)


def test_an_unknown_key_is_named():
    with pytest.raises(CommandError, match="no such curriculum"):
        run("export_curriculum", "nothing")
