"""Write what follows from the notebooks: the README's tables of them and of their results, and the links between them.

    python notebooks/index.py
"""
import re
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat import NotebookNode
from run import NOTEBOOKS, ROOT, normalise, notebook_paths, read

README = ROOT / "README.md"
NAVIGATION = "navigation"
RESULT = re.compile(r'save_(?:table|figure)\(.*"([\w.-]+)", "\.\./results"\)|"\.\./results/([\w.-]+)"')


class Lesson(NamedTuple):
    """What a notebook says of itself, and the results it leaves: (file name, heading it is made under)."""

    path: Path
    title: str
    promise: str
    time: str
    results: list[tuple[str, str]]


def lesson(path: Path, notebook: NotebookNode) -> Lesson:
    """Title, one-sentence promise and time needed, read from the first cell; results, from the code that saves them."""
    opening = notebook.cells[0].source
    title = re.match(r"# (.+)", opening)
    promise = re.search(r"\n\n(\w[^\n]+(?:\n[^\n]+)*)", opening)
    time = re.search(r"\*\*Time needed:\*\* *(\d+[^.\n|]*)", opening)
    if not (title and promise and time):
        raise ValueError(f"{path.name}: the first cell needs '# Title', a promise and '**Time needed:** 20 minutes'")
    return Lesson(path, title[1].strip(), " ".join(promise[1].split()), time[1].strip(), results(notebook))


def results(notebook: NotebookNode) -> list[tuple[str, str]]:
    """The files a notebook leaves in results/, each with the heading above the cell that writes it."""
    heading, found = "", []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = (re.findall(r"^#+ (.+)$", cell.source, flags=re.MULTILINE) or [heading])[-1]
        elif cell.cell_type == "code":
            found += [(f"{stem}.*" if stem else name, heading) for stem, name in RESULT.findall(cell.source)]
    stems = {name.removesuffix(".*") for name, _ in found if name.endswith(".*")}
    return [(name, heading) for name, heading in found if name.endswith(".*") or Path(name).stem not in stems]


def index_table(lessons: list[Lesson]) -> list[str]:
    """The README's table of notebooks."""
    return ["| notebook | what it gives | time |", "|---|---|---|",
            *(f"| [{one.path.stem}](notebooks/{one.path.name}) | {one.promise} | {one.time} |" for one in lessons)]


def result_table(lessons: list[Lesson]) -> list[str]:
    """The README's table of results: what makes each."""
    return ["| result | notebook | section |", "|---|---|---|",
            *(f"| `results/{name}` | [{one.path.stem}](notebooks/{one.path.name}) | {heading} |"
              for one in lessons for name, heading in one.results)]


def with_tables(readme: str, lessons: list[Lesson]) -> str:
    """The README with its generated tables made new."""
    for name, table in (("notebooks", index_table(lessons)), ("results", result_table(lessons))):
        begin, end = f"<!-- {name}: written by notebooks/index.py -->", f"<!-- end of {name} -->"
        before, _, rest = readme.partition(begin)
        readme = "\n".join([before + begin, *table, end + rest.partition(end)[2]])
    return readme


def navigation(number: int, lessons: list[Lesson]) -> str:
    """Links to the notebook before, the index, and the notebook after."""
    links = ["[All notebooks](../README.md#the-notebooks)"]
    if number > 0:
        links.insert(0, f"[← {lessons[number - 1].title}]({lessons[number - 1].path.name})")
    if number + 1 < len(lessons):
        links.append(f"[{lessons[number + 1].title} →]({lessons[number + 1].path.name})")
    return " · ".join(links)


def with_navigation(notebook: NotebookNode, links: str) -> NotebookNode:
    """The notebook with its last cell holding the links."""
    tagged = [cell for cell in notebook.cells if NAVIGATION in cell.metadata.get("tags", ())]
    notebook.cells = [cell for cell in notebook.cells if cell not in tagged]
    notebook.cells.append(nbformat.v4.new_markdown_cell(links, metadata={"tags": [NAVIGATION]}))
    return normalise(notebook)


def main() -> None:
    notebooks = {path: read(path) for path in notebook_paths()}
    lessons = [lesson(path, notebook) for path, notebook in notebooks.items()]
    for number, (path, notebook) in enumerate(notebooks.items()):
        nbformat.write(with_navigation(notebook, navigation(number, lessons)), NOTEBOOKS / path.name)
    README.write_text(with_tables(README.read_text(encoding="utf-8"), lessons), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
