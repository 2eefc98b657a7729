"""Which request the load generator sends next."""

import pytest

from bench.deck import Card, Deck, Job


def test_reads_take_turns() -> None:
    deck = Deck(job(writes=[], write_share=0.5))
    assert [deck.draw() for _ in range(5)] == [
        Card(b"a", is_write=False),
        Card(b"b", is_write=False),
        Card(b"a", is_write=False),
        Card(b"b", is_write=False),
        Card(b"a", is_write=False),
    ]
    assert deck.next_write == 0


@pytest.mark.parametrize(("first", "expected"), [(0, b"wxyz"), (2, b"yzwx"), (6, b"yzwx")])
def test_writes_keep_their_order_and_begin_again(first: int, expected: bytes) -> None:
    deck = Deck(job(write_share=1.0, first_write=first))
    drawn = [deck.draw() for _ in range(4)]
    assert drawn == [Card(bytes([each]), is_write=True) for each in expected]
    assert deck.next_write == first + 4


def test_a_share_of_all_are_writes_the_same_ones_each_time() -> None:
    first, second = (
        [deck.draw() for _ in range(1000)] for deck in (Deck(job(write_share=0.1)) for _ in "ab")
    )
    assert first == second
    assert 70 < sum(card.is_write for card in first) < 130


def job(
    *, writes: list[bytes] | None = None, write_share: float = 0.0, first_write: int = 0
) -> Job:
    return Job(
        1,
        [b"a", b"b"],
        clients=1,
        seconds=1,
        writes=[b"w", b"x", b"y", b"z"] if writes is None else writes,
        write_share=write_share,
        first_write=first_write,
    )
