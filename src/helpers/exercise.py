"""Check a reader's answer to an exercise of a notebook."""


def check(answer, solution, hint: str = "") -> None:
    """Say whether an answer is right, without giving the solution away.

    >>> check(..., 18)
    Not answered yet: put your answer in place of ... and run this cell again.
    >>> check(17, 18, hint="Count the title too.")
    Not yet. Count the title too.
    >>> check(18, 18)
    Right.

    Sets, lists, tables and numbers are compared by value, a column of a table like a list; the Ellipsis `...` means
    that nothing was answered.
    """
    if answer is ...:
        print("Not answered yet: put your answer in place of ... and run this cell again.")
    elif _equal(answer, solution):
        print("Right.")
    else:
        print(f"Not yet. {hint}".rstrip())


def _equal(answer, solution) -> bool:
    if hasattr(solution, "equals"):
        return type(answer) is type(solution) and solution.reset_index(drop=True).equals(answer.reset_index(drop=True))
    if getattr(answer, "ndim", 0):
        answer = list(answer)
    if isinstance(solution, (set, frozenset)) and isinstance(answer, (list, tuple)):
        return set(answer) == solution
    return bool(answer == solution)
