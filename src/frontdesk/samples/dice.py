"""Repeatable chance: the same seed always rolls the same."""

import random
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol, TypeVar

Item = TypeVar("Item")


class Pick(Protocol):
    def __call__(self, pool: Sequence[Item], /) -> Item: ...


class Dice:
    """`roll()` is a float in [0, 1), `pick(pool)` an item; every choice is made of such rolls, in
    order."""

    __slots__ = ("pick", "roll")

    def __init__(self, seed: int) -> None:
        self.roll: Final = random.Random(seed).random
        self.pick: Final = _picker(self.roll)

    def chance(self, share: float) -> bool:
        return self.roll() < share

    def sample(self, pool: Sequence[Item], size: int) -> list[Item]:
        """Up to `size` different items of `pool`."""
        rest = list(pool)
        return [rest.pop(int(self.roll() * len(rest))) for _ in range(min(size, len(rest)))]


def _picker(roll: Callable[[], float]) -> Pick:
    # A closure: a ticket is made of twenty picks, and a method takes half as long again.
    def pick(pool: Sequence[Item]) -> Item:
        return pool[int(roll() * len(pool))]

    return pick


def weighted(shares: Iterable[tuple[Item, int]]) -> tuple[Item, ...]:
    """A pool in which each item stands as often as it shall be picked.

    Picking from it costs one index, however skewed the shares are.
    """
    return tuple(item for item, share in shares for _ in range(share))
