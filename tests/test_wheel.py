"""The built wheel, in an environment of its own with the lowest supported dependencies, away from the checkout."""
import os
import subprocess
import sys
from pathlib import Path

import pytest

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
ENVIRONMENT |= {"PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "MPLBACKEND": "agg"}


def run(*command: str | Path, cwd: Path) -> str:
    """What the command prints; its error output becomes the failure's message."""
    done = subprocess.run(command, cwd=cwd, env=ENVIRONMENT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def python(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment that holds the wheel and tests/lowest.lock, nothing else."""
    place = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", root, cwd=place)
    run(sys.executable, "-m", "venv", place / "venv", cwd=place)
    interpreter = next((place / "venv").glob("[Sbs]*/python*"))
    pip = (interpreter, "-m", "pip", "install", "--quiet", "--no-warn-script-location")
    run(*pip, "--require-hashes", "--only-binary=:all:", "-r", root / "tests" / "lowest.lock", cwd=place)
    run(*pip, "--no-deps", *place.glob("*.whl"), cwd=place)
    return interpreter


def test_the_wheel_stands_on_its_own(python, root, tmp_path):
    located = run(python, "-c", "import helpers; print(helpers.__file__)", cwd=tmp_path)
    assert str(root) not in located


def test_it_brings_its_data_and_extracts_the_same_claims(python, article_path, tmp_path):
    for interpreter, source, folder in ((python, article_path, "theirs"), (sys.executable, article_path, "ours")):
        run(interpreter, "-m", "helpers", "claims", source, "--output", tmp_path / folder, cwd=tmp_path)
    theirs, ours = ((tmp_path / folder / f"{article_path.stem}.claims.jsonl").read_text(encoding="utf-8")
                    for folder in ("theirs", "ours"))
    assert theirs.count("\n") > 1
    assert theirs == ours


def test_it_draws_joined_arabic_on_the_lowest_matplotlib(python, root, tmp_path):
    checked = run(python, root / "tests" / "rendering.py", cwd=tmp_path)
    assert checked.startswith("matplotlib 3.10.")
