"""Ridge logistic regression over a sparse table and a dense one beside it, by Nesterov's accelerated gradient
steps: what the weights of words are fitted with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

STEPS = 400


@dataclass(frozen=True)
class Table:
    """Rows of a table: `value[n]` stands at `line[n], column[n]` of its sparse part, which is `width` wide;
    `dense` stands to the right of it.
    """

    line: Any
    column: Any
    value: Any
    width: int
    dense: Any

    @property
    def columns(self) -> int:
        return self.width + int(self.dense.shape[1])

    def times(self, found: Any) -> Any:
        """Each row's sum of its values times the weights of their columns."""
        sparse = np.bincount(
            self.line, weights=self.value * found[self.column], minlength=self.dense.shape[0]
        )
        return sparse + self.dense @ found[self.width :]

    def back(self, left: Any) -> Any:
        """Each column's sum of its values times what is left of their rows."""
        sparse = np.bincount(self.column, weights=self.value * left[self.line], minlength=self.width)
        return np.concatenate([sparse, self.dense.T @ left])


def logistic(table: Table, right: Any, weight: Any, penalty: Any, steps: int = STEPS) -> Any:
    """The weight of each column, `penalty` being the ridge of each."""
    vector = np.ones(table.columns)
    for _ in range(30):
        vector = table.back(weight * table.times(vector))
        size = float(np.linalg.norm(vector))
        vector /= size
    step = 1 / (0.25 * size + penalty.max())
    found = ahead = np.zeros(table.columns)
    for number in range(steps):
        chance = 1 / (1 + np.exp(-np.clip(table.times(ahead), -30, 30)))
        new = ahead - step * (table.back(weight * (chance - right)) + penalty * ahead)
        ahead = new + number / (number + 3) * (new - found)
        found = new
    return found
