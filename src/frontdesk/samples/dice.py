"""Repeatable chance: the same seed always rolls the same."""

import random
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

Item = TypeVar("Item")


class Dice:
    """`roll()` is a float in [0, 1); every choice is made of such rolls, in order."""

    __slots__ = ("roll",)

    def __init__(self, seed: int) -> None:
        self.roll: Final = random.Random(seed).random

    def pick(self, pool: Sequence[Item]) -> Item:
        return pool[int(self.roll() * len(pool))]

    def chance(self, share: float) -> bool:
        return self.roll() < share

    def sample(self, pool: Sequence[Item], size: int) -> list[Item]:
        """Up to `size` different items of `pool`."""
        rest = list(pool)
        return [rest.pop(int(self.roll() * len(rest))) for _ in range(min(size, len(rest)))]


def weighted(shares: Iterable[tuple[Item, int]]) -> tuple[Item, ...]:
    """A pool in which each item stands as often as it shall be picked.

    Picking from it costs one index, however skewed the shares are.
    """
    return tuple(item for item, share in shares for _ in range(share))
