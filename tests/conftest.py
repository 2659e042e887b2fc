"""What several test modules share: where things are, a browser, and that nothing is skipped where it must not be."""
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every run and machine, however slow: a red run can be run again.
settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile("project")

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
BROWSER_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def article_path() -> Path:
    """The article the notebooks read."""
    return ROOT / "data" / "article" / "almada-2021-03-24.txt"


@pytest.fixture
def browser(tmp_path: Path) -> Callable[..., str]:
    """`browser(page, "--dump-dom")` opens a local page in a headless Chromium and gives what it writes to stdout."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("no Chromium is installed")

    def run(page: Path, *flags: str) -> str:
        command = [program, *BROWSER_FLAGS, f"--user-data-dir={tmp_path / 'profile'}", *flags, page.resolve().as_uri()]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=60).stdout

    return run


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything is installed (CI=true) a skipped test is a failed one."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("CI") == "true" and reporter.stats.get("skipped"):
        reporter.write_line("CI=true: no test may be skipped", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
