"""The words of a ticket as COPY takes them."""

from collections.abc import Iterable

from frontdesk.tickets.search_vector import Part, binary_search_vector, cut
from frontdesk.transfer.copy_format import sized, smallint_array


def word_columns(community_id: int, parts: Iterable[Part]) -> bytes:
    """The last columns of `staging.SEARCH`: the pairs of neighbouring words, then the words."""
    found = cut(community_id, parts)
    return smallint_array(found.pairs) + sized(binary_search_vector(found))
