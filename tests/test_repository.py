"""Files that must agree, agree; and nothing stands in the repository that should not."""
import ast
import hashlib
import json
import re
import sys
import tomllib
from datetime import date
from importlib.metadata import packages_distributions
from pathlib import Path

import describe
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = {
    "notebooks", "data", "src", "tests", ".ci",
    "README.md", "CONTRIBUTING.md", "CITATION.cff", "LICENSE", "LICENSE-CC-BY", "Makefile", "environment.yml",
    "pyproject.toml", "requirements.lock", ".gitignore", ".gitattributes",
}
MAY_APPEAR = {"docs"}
BINARY = {".parquet", ".png", ".gz"}
PRESENTATION_FORMS = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]")
MACHINE_PATH = re.compile(r"(?<![\w.~/:])/(?:root|home|Users|tmp|work)/\w|[A-Z]:\\\\?Users\\")
LOCKS = ("requirements.lock", "tests/lowest.lock")
# conda-forge name -> the name pip knows it by, where they differ
CONDA_NAMES = {"arabic_reshaper": "arabic-reshaper", "msgpack-python": "msgpack"}
TABLE_SCHEMA = {"integer": int, "number": float, "date": date.fromisoformat, "string": str,
                "boolean": {"true": True, "false": False, "True": True, "False": False}.__getitem__}


def files() -> list[Path]:
    """Every file of the project, without what .gitignore names."""
    ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split()} | {".git"}
    return [path for path in ROOT.rglob("*")
            if path.is_file() and not ignored.intersection(path.relative_to(ROOT).parts)]


def text_files() -> list[tuple[str, str]]:
    """Name and text of every file that is text; a notebook's text is what its escapes stand for."""
    texts = ((path, path.read_bytes().decode("utf-8", "replace")) for path in files() if path.suffix not in BINARY)
    return [(path.relative_to(ROOT).as_posix(),
             str(json.loads(text)) if path.suffix in (".ipynb", ".json") else text) for path, text in texts]


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements() -> dict[str, Requirement]:
    """Every direct dependency: of the package, of the notebooks, of the tests."""
    stated = project()
    lines = [*stated["project"]["dependencies"], *stated["project"]["optional-dependencies"]["notebooks"],
             *stated["dependency-groups"]["dev"]]
    return {canonicalize_name(one.name): one for one in map(Requirement, lines)}


def locked(lock: str) -> dict[str, Version]:
    """Package -> lowest version the lock holds."""
    pins = re.findall(r"^([\w.-]+)==([^\s;\\]+)", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
    versions = {}
    for name, version in pins:
        versions[name] = min(Version(version), versions.get(name, Version(version)))
    return versions


def test_the_top_level_is_as_the_readme_shows():
    there = {path.relative_to(ROOT).parts[0] for path in files()}
    assert there - MAY_APPEAR == TOP_LEVEL


def test_no_presentation_form_stands_in_any_file():
    """Letters shaped for a renderer are not text: no search finds them."""
    assert [name for name, text in text_files() if PRESENTATION_FORMS.search(text)] == []


def test_no_path_of_a_machine_stands_in_any_file():
    assert [(name, found[0]) for name, text in text_files() if (found := MACHINE_PATH.search(text))] == []


def test_text_files_are_utf8_with_line_feeds():
    for path in files():
        if path.suffix not in BINARY and "cases" not in path.parts:
            content = path.read_bytes()
            assert b"\r" not in content, path
            assert not content.startswith(b"\xef\xbb\xbf"), path
            content.decode("utf-8")


def test_the_article_is_untouched():
    content = (ROOT / "data/article/almada-2021-03-24.txt").read_bytes()
    digest = "c5e3cb652fb50342f85e061a5b2617b28175fcb599504a059c719ed71f4c2e54"
    assert hashlib.sha256(content).hexdigest() == digest
    assert digest in (ROOT / "data/article/README.md").read_text(encoding="utf-8")


def test_environment_yml_agrees_with_pyproject():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip_section = next(entry["pip"] for entry in environment if isinstance(entry, dict))
    stated = [Requirement(CONDA_NAMES.get(name, name) + bound) for name, _, bound in
              (entry.partition(" ") for entry in environment if isinstance(entry, str) and entry != "pip")]
    stated += [Requirement(entry) for entry in pip_section if entry != "-e ."]
    conda = {canonicalize_name(one.name): str(one.specifier) for one in stated}
    assert conda.pop("python") == project()["project"]["requires-python"]
    assert conda == {name: str(one.specifier) for name, one in requirements().items()}


def test_what_the_helpers_import_is_a_stated_dependency():
    stated = {canonicalize_name(Requirement(line).name) for line in project()["project"]["dependencies"]}
    distributions = packages_distributions()
    for path in (ROOT / "src/helpers").glob("*.py"):
        for module in imports(path) - sys.stdlib_module_names - {"helpers"}:
            assert stated.intersection(map(canonicalize_name, distributions[module])), f"{path.name} imports {module}"


def imports(path: Path) -> set[str]:
    """The top-level modules a Python file imports."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


def test_the_lock_meets_pyproject():
    pins = locked("requirements.lock")
    for name, requirement in requirements().items():
        assert requirement.specifier.contains(pins[name]), name


def test_the_lowest_lock_holds_the_lowest_supported_releases():
    pins = locked("tests/lowest.lock")
    for line in project()["project"]["dependencies"]:
        requirement = Requirement(line)
        assert f">={pins[canonicalize_name(requirement.name)]}" == str(requirement.specifier)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_names_no_host(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[\w.-]+==)", text)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert [word for word in ("://", "--index-url", "--extra-index-url", "--find-links", " @ ") if word in text] == []


def test_the_readme_gives_a_reason_for_each_dependency():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = {canonicalize_name(name) for cell in re.findall(r"^\| (`[^|]+`) \|", readme, flags=re.MULTILINE)
            for name in re.findall(r"`([^`]+)`", cell)}
    assert requirements().keys() - rows == set()


def test_the_readme_links_to_files_that_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", readme)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_citation_is_complete():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "type", "authors", "abstract", "license"} <= citation.keys()
    assert citation["version"] == project()["project"]["version"]


def test_the_data_package_is_current():
    """After a change of a data file: python data/describe.py"""
    assert json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8")) == describe.package()


@pytest.mark.parametrize("folder", sorted(describe.FOLDERS))
def test_every_data_set_has_a_readme(folder):
    readme = (ROOT / "data" / folder / "README.md").read_text(encoding="utf-8")
    there = [path.name for path in (ROOT / "data" / folder).iterdir() if path.suffix not in describe.NOT_DATA]
    assert [name for name in there if name not in readme] == []


def test_the_data_package_validates():
    """The rules of Data Package and Table Schema that concern these files."""
    package = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*", resource["name"])
        path = ROOT / "data" / resource["path"]
        content = path.read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if resource["format"] == "csv":
            check_table(path, resource["schema"]["fields"])


def check_table(path: Path, fields: list[dict]) -> None:
    """The header names the fields in order, and every filled cell is of its field's type."""
    header, *rows = describe.read_csv(path)
    assert header == [field["name"] for field in fields], path
    assert all(field["description"] for field in fields), path
    assert rows, path
    for number, row in enumerate(rows, start=2):
        assert len(row) == len(fields), f"{path.name}, row {number}"
        for cell, field in zip(row, fields, strict=True):
            if cell:
                TABLE_SCHEMA[field["type"]](cell)


def test_no_lexicon_row_stands_twice():
    for path in (ROOT / "data/lexicon").glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(set(lines)) == len(lines), path.name
