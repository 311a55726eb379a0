"""The shape of the repository: our packages are ours, each has its layer, and each file says what it is."""

import ast
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.doctor import PACKAGES

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LINT = PROJECT["tool"]["importlinter"]
MODULES = sorted(path.relative_to(ROOT) for name in (*FOLDERS, "tests") for path in (ROOT / name).rglob("*.py"))


@pytest.mark.parametrize("name", FOLDERS)
def test_each_top_level_package_resolves_inside_the_repository(name: str) -> None:
    spec = find_spec(name)
    assert spec is not None
    assert [Path(place).resolve() for place in spec.submodule_search_locations or []] == [ROOT / name]


def test_each_top_level_package_is_named_in_a_layer() -> None:
    layers = next(contract["layers"] for contract in LINT["contracts"] if contract["type"] == "layers")
    named = [part.strip() for layer in layers for part in layer.split("|")]
    assert sorted(named) == FOLDERS
    assert sorted(LINT["root_packages"]) == FOLDERS
    assert sorted(PACKAGES) == FOLDERS


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_each_file_begins_with_a_line_that_says_what_it_is(module: Path) -> None:
    said = ast.get_docstring(ast.parse((ROOT / module).read_text(encoding="utf-8")))
    assert said
    assert said.splitlines()[0].strip()


@pytest.mark.parametrize(("lock", "groups"), [("requirements.lock", []), ("requirements-dev.lock", ["dev"])])
def test_each_dependency_is_locked(lock: str, groups: list[str]) -> None:
    asked = [*PROJECT["project"]["dependencies"], *(each for group in groups for each in PROJECT["dependency-groups"][group])]
    names = {re.split(r"[^A-Za-z0-9._-]", each)[0].lower().replace("_", "-") for each in asked}
    locked = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert names <= locked, "make lock renews the lock files"


def test_no_lock_file_names_a_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "index-url" not in text
