"""NumPy's functions that stand for an operator, and its sign: one side of it is an array or a number of NumPy's."""

from __future__ import annotations

import numpy as np

TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""A comparison -> the one that says the same with its sides changed."""
OPERATORS = {
    np.add: "+",
    np.subtract: "-",
    np.multiply: "*",
    np.divide: "/",
    np.floor_divide: "//",
    np.remainder: "%",
    np.power: "**",
    np.matmul: "@",
    np.left_shift: "<<",
    np.right_shift: ">>",
    np.bitwise_and: "&",
    np.bitwise_or: "|",
    np.bitwise_xor: "^",
    np.equal: "==",
    np.not_equal: "!=",
    np.less: "<",
    np.less_equal: "<=",
    np.greater: ">",
    np.greater_equal: ">=",
}
