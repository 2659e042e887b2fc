"""Run the notebooks from scratch, two at a time, each in a fresh kernel.

    python notebooks/run.py             every notebook; executed copies, tables and figures go to results/
    python notebooks/run.py 03 05       only these
    python notebooks/run.py --write     put the outputs into the committed notebooks
"""
import argparse
import asyncio
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat
import pandas
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from helpers.charts import value_text
from helpers.export import format_table

NOTEBOOKS = Path(__file__).resolve().parent
ROOT = NOTEBOOKS.parent
RESULTS = ROOT / "results"
AT_ONCE = 2
CELL_SECONDS = 300
# What would otherwise differ between two runs or two machines.
KERNEL_ENVIRONMENT = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "TZ": "UTC",
}
FAILURES = (CellExecutionError, CellTimeoutError, DeadKernelError)
ANSI_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def notebook_paths(numbers: Iterable[str] = ()) -> list[Path]:
    """The notebooks in reading order, or those whose names begin with one of `numbers`."""
    paths = sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))
    numbers = tuple(numbers)
    for number in numbers:
        if not any(path.name.startswith(number) for path in paths):
            raise SystemExit(f"no notebook begins with {number}; there are {', '.join(path.stem for path in paths)}")
    return [path for path in paths if not numbers or path.name.startswith(numbers)]


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def normalise(notebook: NotebookNode) -> NotebookNode:
    """What a run leaves behind that says nothing about its result is taken out; cell ids are their numbers."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number:02}"
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            output.get("metadata", {}).pop("needs_background", None)
    return notebook


async def execute(notebook: NotebookNode, environment: dict[str, str]) -> None:
    """Run every cell in a new kernel that works in the notebooks' folder; the argument gains the outputs."""
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    await client.async_execute(env=environment)


async def execute_all(notebooks: dict[str, NotebookNode], environment: dict[str, str],
                      report: Callable) -> dict[str, Exception]:
    """Run the notebooks `AT_ONCE` at a time; `report(name, seconds, failure)` after each; the failures by name."""
    free = asyncio.Semaphore(AT_ONCE)
    failures = {}

    async def run_one(name: str, notebook: NotebookNode) -> None:
        async with free:
            start = time.perf_counter()
            try:
                await execute(notebook, environment)
            except FAILURES as failure:
                failures[name] = failure
            report(name, time.perf_counter() - start, failures.get(name))

    await asyncio.gather(*(run_one(name, notebook) for name, notebook in notebooks.items()))
    return failures


def run_fresh(notebooks: dict[str, NotebookNode], report: Callable = lambda *_: None) -> dict[str, Exception]:
    """Execute the notebooks in place, in kernels that see no history and no configuration of the user."""
    (RESULTS / "notebooks").mkdir(parents=True, exist_ok=True)
    # The message queue under Jupyter needs this event loop on Windows.
    loop = asyncio.SelectorEventLoop if sys.platform == "win32" else None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        environment = os.environ | KERNEL_ENVIRONMENT | {"IPYTHONDIR": profile}
        with asyncio.Runner(loop_factory=loop) as runner:
            return runner.run(execute_all(notebooks, environment, report))


def explain(failures: dict[str, Exception]) -> str:
    """Which cell of which notebook failed, and the traceback."""
    return "\n".join(f"\n{name} failed:\n{ANSI_COLOUR.sub('', str(failure))}" for name, failure in failures.items())


def as_written(claim: dict) -> str:
    """The words of the article from the number to the noun it counts, whichever comes first."""
    ends = [claim[name] for name in ("quantity_start", "quantity_end", "noun_start", "noun_end")
            if claim[name] is not None]
    return claim["evidence_text"][min(ends) - claim["evidence_start"]:max(ends) - claim["evidence_start"]]


def print_claims(path: Path) -> None:
    """Print the claims to count, one a line."""
    with path.open(encoding="utf-8") as lines:
        claims = [claim for claim in map(json.loads, lines) if claim["is_canonical"]]
    print(f"\n{len(claims)} claims, as reported by the article (restatements counted once):\n")
    print(format_table(pandas.DataFrame({
        "claimed": map(value_text, claims),
        "of what": (claim["noun_english"] for claim in claims),
        "as written": map(as_written, claims),
        "said by": (claim["speaker"] for claim in claims),
        "where": (claim["place_text"] for claim in claims),
    })))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run the notebooks from scratch.")
    parser.add_argument("numbers", nargs="*", help="run only the notebooks whose names begin so, such as 03")
    parser.add_argument("--write", action="store_true", help="put the outputs into the committed notebooks")
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")

    paths = notebook_paths(options.numbers)
    notebooks = {path.name: read(path) for path in paths}
    print(f"Running the notebooks from scratch, {AT_ONCE} at a time:", flush=True)
    start = time.perf_counter()
    failures = run_fresh(notebooks, lambda name, seconds, failure: print(
        f"  {name:<36} {seconds:5.1f} s{'  FAILED' if failure else ''}", flush=True))
    target = NOTEBOOKS if options.write else RESULTS / "notebooks"
    for name in notebooks.keys() - failures.keys():
        nbformat.write(normalise(notebooks[name]), target / name)
    if failures:
        print(explain(failures), file=sys.stderr)
        return 1
    print(f"  all in {time.perf_counter() - start:.0f} s")
    if (RESULTS / "claims.jsonl").exists():
        print_claims(RESULTS / "claims.jsonl")
    print("\nResults:")
    for path in sorted(path for path in RESULTS.rglob("*") if path.is_file()):
        print(f"  {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
