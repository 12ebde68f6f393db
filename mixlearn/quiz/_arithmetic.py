"""Numbers as an author writes them, such as ``1 - 9 / 64``: arithmetic, and no other code."""

import ast
import math
import operator
from typing import Any

__all__ = ["work_out"]

_OPERATIONS: dict[type[ast.operator], Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: math.pow,
}
_FUNCTIONS: dict[str, Any] = {"log": math.log, "log2": math.log2}


def work_out(words: str) -> Any:
    """Work out a number, or several with commas between them.

    Parameters
    ----------
    words : str
        Numbers, ``+ - * / **``, parentheses, ``log`` and ``log2``, and ``inf``.

    Returns
    -------
    float or tuple
        A tuple if there are commas, and a nested one if there are parentheses in it.

    Raises
    ------
    ValueError
        If there is anything else in it, or it cannot be worked out.

    Examples
    --------
    >>> work_out("1 - 9 / 64")
    0.859375
    >>> work_out("(0, 1), (1/4, 3/4)")
    ((0.0, 1.0), (0.25, 0.75))
    """
    try:
        return _value(ast.parse(words.strip(), mode="eval").body)
    except (SyntaxError, ValueError, ArithmeticError, RecursionError):
        raise ValueError(
            f"a number must read like 0.25, 1/4 or 1 - 0.95**4. Got {words!r} instead."
        ) from None


def _value(node: ast.expr) -> Any:
    match node:
        case ast.Tuple(elts=items):
            return tuple(map(_value, items))
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return float(number)
        case ast.Name(id="inf"):
            return math.inf
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_single(operand)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATIONS:
            return _OPERATIONS[type(sign)](_single(left), _single(right))
        case ast.Call(func=ast.Name(id=name), args=[operand], keywords=[]) if name in _FUNCTIONS:
            return _FUNCTIONS[name](_single(operand))
    raise ValueError(ast.dump(node))


def _single(node: ast.expr) -> float:
    value = _value(node)
    if isinstance(value, float):
        return value
    raise ValueError(ast.dump(node))
