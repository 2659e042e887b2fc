"""Every notebook keeps the frame; its committed outputs and the numbers in its prose are those of a fresh run."""
import base64
import copy
import json
import re
import statistics
from html.parser import HTMLParser
from pathlib import Path

import index
import nbformat
import pytest
import run

PATHS = run.notebook_paths()
NAMES = [path.stem for path in PATHS]
DATA_URI = re.compile(r"data:image/[^\"')\s]+")
# What is no prose: code, links, quoted Arabic, markup; minutes needed, numbers of exercises, notebooks and list items.
NOT_PROSE = re.compile(
    r"```.*?```|`[^`]*`|!?\[[^\]]*\]\([^)]*\)|<(span|div|bdi)[^>]*lang=\"ar\"[^>]*>.*?</\1>|<[^>]*>"
    r"|^\*\*Time needed:\*\* [^\n]*|^(?:\*\*|#+ )(?:Exercise )?\d\b|[Nn]otebooks? \d\d|^ *\d+\. ",
    flags=re.DOTALL | re.MULTILINE)
NUMBER = re.compile(r"(?<![\w.,])(?<![A-Za-z]-)\d+(?:[.,]\d+)*(?!\w)")
PROBE = "probe"


def prose(cell) -> str:
    """The words of a Markdown cell."""
    return NOT_PROSE.sub(" ", cell.source)


def tags(cell) -> list[str]:
    return cell.metadata.get("tags", [])


def cells(path: Path, kind: str) -> list:
    return [cell for cell in run.read(path).cells if cell.cell_type == kind]


def text_outputs(cell) -> list:
    """The outputs of a cell as a fresh run must give them again: texts in full, pictures by their presence."""
    return [text_output(output) for output in cell.outputs]


def text_output(output) -> tuple:
    if output.output_type == "stream":
        return output.name, output.text
    if output.output_type == "error":
        return "error", output.ename, output.evalue
    texts = {kind: "a picture" if kind.startswith("image/") else DATA_URI.sub("a picture", str(content))
             for kind, content in output.data.items()}
    return output.output_type, texts


def probed(notebook):
    """A copy in which a cell after each prose cell computes the numbers that the prose restates."""
    notebook = copy.deepcopy(notebook)
    with_probes = []
    for cell in notebook.cells:
        with_probes.append(cell)
        if restated := cell.metadata.get("restates"):
            pairs = ", ".join(f"{number!r}: str({expression})" for number, expression in restated.items())
            source = f"import json as _json; print(_json.dumps({{{pairs}}}))"
            with_probes.append(nbformat.v4.new_code_cell(source, metadata={"tags": [PROBE]}))
    notebook.cells = with_probes
    return notebook


@pytest.fixture(scope="module")
def fresh():
    """Every notebook after a fresh run, by name."""
    notebooks = {path.stem: probed(run.read(path)) for path in PATHS}
    failures = run.run_fresh(notebooks)
    assert not failures, run.explain(failures)
    return notebooks


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_a_fresh_run_gives_the_committed_outputs(path, fresh):
    again = [cell for cell in fresh[path.stem].cells if cell.cell_type == "code" and PROBE not in tags(cell)]
    for committed, rerun in zip(cells(path, "code"), again, strict=True):
        assert text_outputs(rerun) == text_outputs(committed), committed.source


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_numbers_in_the_prose_are_those_of_the_tables(path, fresh):
    for probe in fresh[path.stem].cells:
        if PROBE in tags(probe):
            computed = json.loads(probe.outputs[0].text)
            assert computed == {number: number for number in computed}


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_every_number_in_the_prose_is_tied_to_a_result_or_declared_background(path):
    for cell in cells(path, "markdown"):
        if index.NAVIGATION not in tags(cell):
            stated = {*cell.metadata.get("restates", {}), *cell.metadata.get("background", [])}
            assert set(NUMBER.findall(prose(cell))) <= stated, cell.source


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_it_is_committed_as_the_runner_writes_it(path):
    committed = path.read_text(encoding="utf-8")
    assert nbformat.writes(run.normalise(run.read(path))).rstrip() == committed.rstrip(), "make notebooks"
    counts = [cell.execution_count for cell in cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1))


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_outputs_hold_no_warning_no_error_and_no_trace_of_a_machine(path):
    for cell in cells(path, "code"):
        for output in cell.outputs:
            assert output.get("name") != "stderr", cell.source
            assert output.output_type != "error" or "raises-exception" in tags(cell), cell.source
        assert not re.search(r"site-packages|object at 0x|ipykernel_", str(text_outputs(cell))), cell.source


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_it_keeps_the_frame(path):
    notebook = run.read(path)
    index.lesson(path, notebook)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    opening = "\n".join(cell.source for cell in notebook.cells[: first_code(notebook)])
    assert re.search(r"^#+ .*prerequisites", opening, flags=re.IGNORECASE | re.MULTILINE)
    assert re.search(r"^\|.*\|\n\|[-: |]+\|\n\|", opening, flags=re.MULTILINE), "a table of prerequisites"
    assert "by the end you can" in opening.lower()
    headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    for heading in ("Exercises", "Summary", "What's next"):
        assert heading in [one.strip().replace("\u2019", "'") for one in headings]
    assert len(re.findall(r"^# ", re.sub(r"```.*?```", "", text, flags=re.DOTALL), flags=re.MULTILINE)) == 1


def first_code(notebook) -> int:
    return next(place for place, cell in enumerate(notebook.cells) if cell.cell_type == "code")


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_it_keeps_the_rhythm(path):
    code = [cell for cell in cells(path, "code") if "solution" not in tags(cell)]
    lines = [len(cell.source.splitlines()) for cell in code]
    assert len(cells(path, "markdown")) >= len(cells(path, "code"))
    assert max(lines) <= 15
    assert 1 <= statistics.median(lines) <= 3


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_it_has_three_exercises_with_folded_solutions_that_check_the_answer(path):
    solutions = [cell for cell in cells(path, "code") if "solution" in tags(cell)]
    assert len(solutions) >= 3
    for cell in solutions:
        assert "hide-input" in tags(cell)
        assert cell.metadata.get("jupyter", {}).get("source_hidden") is True
        assert "check(" in cell.source


class Images(HTMLParser):
    """Collects the alternative text of every picture of a page."""

    def __init__(self, page: str):
        super().__init__()
        self.alternatives = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.alternatives.append(dict(attributes).get("alt") or "")


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_every_figure_has_alternative_text(path):
    for cell in cells(path, "code"):
        for output in cell.outputs:
            data = output.get("data", {})
            alternatives = Images("".join(data.get("text/html", ""))).alternatives
            assert alternatives or not any(kind.startswith("image/") for kind in data), "use helpers.reader.show"
            assert all(len(text) > 20 for text in alternatives), cell.source
    for cell in cells(path, "markdown"):
        assert all(Images(cell.source).alternatives), cell.source
        assert not re.search(r"!\[\s*\]\(", cell.source), cell.source


def test_the_index_in_the_readme_is_current():
    """After adding or renaming a notebook: make notebooks"""
    readme = index.README.read_text(encoding="utf-8")
    lessons = [index.lesson(path, run.read(path)) for path in PATHS]
    assert lessons
    assert index.with_tables(readme, lessons) == readme


def test_the_links_between_notebooks_are_current():
    """After adding or renaming a notebook: make notebooks"""
    notebooks = [run.read(path) for path in PATHS]
    lessons = [index.lesson(path, notebook) for path, notebook in zip(PATHS, notebooks, strict=True)]
    for number, notebook in enumerate(notebooks):
        assert notebook.cells[-1].source == index.navigation(number, lessons)
        assert index.NAVIGATION in tags(notebook.cells[-1])


def test_a_failing_notebook_is_reported_with_its_cell_and_traceback(tmp_path, monkeypatch, capsys):
    for name in ("ROOT", "NOTEBOOKS"):
        monkeypatch.setattr(run, name, tmp_path)
    monkeypatch.setattr(run, "RESULTS", tmp_path / "results")
    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("share = 1 / 0")])
    nbformat.write(broken, tmp_path / "00-broken.ipynb")
    before = (tmp_path / "00-broken.ipynb").read_bytes()
    assert run.main([]) == 1
    message = capsys.readouterr().err
    assert all(part in message for part in ("00-broken.ipynb failed", "share = 1 / 0", "ZeroDivisionError"))
    assert (tmp_path / "00-broken.ipynb").read_bytes() == before


def test_an_unknown_notebook_number_names_those_there_are():
    with pytest.raises(SystemExit, match=f"no notebook begins with 99; there are {NAMES[0]}"):
        run.main(["99"])


def test_the_picture_in_the_readme_is_the_one_that_notebook_05_draws():
    """After a change of the chart: make notebooks"""
    picture = base64.b64encode((run.ROOT / "docs" / "claims.png").read_bytes()).decode("ascii")
    charts = next(path for path in PATHS if path.name.startswith("05-"))
    assert picture in charts.read_text(encoding="utf-8")
