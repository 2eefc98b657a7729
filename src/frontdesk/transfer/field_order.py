"""The order of custom fields that a file's tickets show.

A ticket lists its values by the order of their fields (contract section 4), so the file tells that
order, though never in one place; it must be found for an export to give the same bytes again.
"""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise


class FieldOrder:
    """Collects which field was seen before which."""

    def __init__(self) -> None:
        self._before: set[tuple[int, int]] = set()

    def see(self, field_ids: Iterable[int]) -> None:
        """The fields of one ticket, in its own order."""
        self._before.update(pair for pair in pairwise(field_ids) if pair[0] != pair[1])

    def orders_of_new(self, new: set[int], *, after: int) -> dict[int, int]:
        """An order number for each of the `new` fields, `after` those that exist.

        All get the same where their ids tell the order already.
        """
        pairs = [pair for pair in self._before if pair[0] in new and pair[1] in new]
        if all(first < second for first, second in pairs):
            return dict.fromkeys(new, after)
        ranked = enumerate(self._sorted(sorted(new), pairs), start=1)
        return {field_id: after + rank for rank, field_id in ranked}

    def _sorted(self, new: list[int], pairs: list[tuple[int, int]]) -> list[int]:
        graph = TopologicalSorter[int](dict.fromkeys(new, ()))
        for first, second in pairs:
            graph.add(second, first)
        try:
            return list(graph.static_order())
        except CycleError:  # the file contradicts itself: its tickets are put into order of ids
            return new

    def contradicted_by(self, orders: dict[int, int]) -> set[int]:
        """The fields whose values stand in another order in some ticket than `orders` says."""

        def rank(field_id: int) -> tuple[int, int]:
            return orders[field_id], field_id

        wrong = [pair for pair in self._before if rank(pair[0]) > rank(pair[1])]
        return {field_id for pair in wrong for field_id in pair}
