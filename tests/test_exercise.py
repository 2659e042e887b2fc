"""What a reader of a notebook is told about an answer."""
import pandas as pd
import pytest

from helpers.exercise import check


@pytest.mark.parametrize("answer, solution, told", [
    (..., 18, "Not answered yet"),
    (18, 18, "Right."),
    (17, 18, "Not yet. Count the title too."),
    (["a", "b"], {"a", "b"}, "Right."),
    (pd.Series(["a", "b"]), {"a", "b"}, "Right."),
    (pd.Series([18, 18]), 18, "Not yet."),
    (pd.DataFrame({"value": [18]}), 18, "Not yet."),
    (pd.DataFrame({"value": [18]}, index=[4]), pd.DataFrame({"value": [18]}), "Right."),
])
def test_an_answer_is_right_by_its_value(capsys, answer, solution, told):
    check(answer, solution, hint="Count the title too.")
    assert capsys.readouterr().out.startswith(told)
