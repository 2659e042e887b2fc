"""What the notebooks show, as a browser shows it: pictures load, Arabic runs from right to left, nothing is cut off."""
import json
import re
from html import unescape

import pytest
import run

PATHS = run.notebook_paths()
# Measured in the page itself and handed out in the only way a dumped page has: its text.
MEASURE = """<pre id="measured"></pre><script>onload = () => { document.getElementById("measured").textContent =
  JSON.stringify({
    broken: [...document.images].filter(image => image.naturalWidth < 100).length,
    wrongWay: [...document.querySelectorAll("[dir=rtl]")].filter(e => getComputedStyle(e).direction != "rtl").length,
    overflow: document.documentElement.scrollWidth - innerWidth}) }</script>"""


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_the_outputs_of_a_notebook_show_well(path, browser, tmp_path):
    shown = ["".join(output.data["text/html"]) for cell in run.read(path).cells if cell.cell_type == "code"
             for output in cell.outputs if "text/html" in output.get("data", {})]
    page = tmp_path / "outputs.html"
    page.write_text(f"<!doctype html><meta charset=utf-8>{''.join(shown)}{MEASURE}", encoding="utf-8")
    dumped = browser(page, "--window-size=1000,800", "--dump-dom")
    measured = json.loads(unescape(re.search(r'<pre id="measured">(.*?)</pre>', dumped)[1]))
    assert measured["broken"] == 0
    assert measured["wrongWay"] == 0
    assert measured["overflow"] <= 0
