from frontdesk.kit.clock import DAY, HOUR, MINUTE, SECOND
from frontdesk.webhooks.backoff import read_retry_after, wait_after
from frontdesk.webhooks.breaker import LONGEST_PAUSE, Health
from tests.desk import NOON


def test_waits_double_from_about_5_s_up_to_about_an_hour() -> None:
    for attempts, about in [(1, 5), (2, 10), (3, 20), (8, 640), (11, 3600), (500, 3600)]:
        waits = [wait_after(attempts) / SECOND for _ in range(100)]
        assert about * 0.8 <= min(waits) < max(waits) <= about * 1.2


def test_retry_after_is_seconds_or_a_date_and_nothing_else() -> None:
    told = {
        None: None,
        "7": 7 * SECOND,
        " 7 ": 7 * SECOND,
        "0": 0,
        "Mon, 02 Mar 2026 12:01:00 GMT": MINUTE,
        "Mon, 02 Mar 2026 11:00:00 GMT": 0,
        "Mon, 02 Mar 2099 11:00:00 GMT": DAY,
        "soon": None,
        "-1": None,
        "1.5": None,
        "\u0667": None,
        "Mon, 99 Mar 2026 12:01:00 GMT": None,
    }
    assert {text: read_retry_after(text, now=NOON) for text in told} == told


def fail(health: Health, at: int, retry_after: int | None = None) -> Health:
    return health.after_failure(begun=at, now=at, retry_after=retry_after)


def test_the_breaker_opens_at_the_fifth_failure_in_a_row_for_about_5_s() -> None:
    health = Health()
    for number in range(4):
        health = fail(health, NOON + number)
        assert (health.is_open, health.open_until) == (False, None)
    health = fail(health, NOON + 4)
    assert health.is_open
    assert health.open_until is not None
    assert 4 * SECOND <= health.open_until - NOON - 4 <= 6 * SECOND
    assert health.first_failure_time == NOON


def test_what_was_begun_with_others_says_nothing_new_and_pauses_grow_to_five_minutes() -> None:
    health = Health()
    for _ in range(5):
        health = fail(health, NOON)
    assert fail(health, NOON + SECOND) == health
    now = NOON
    for _ in range(10):
        assert health.open_until is not None
        now = health.open_until
        health = fail(health, now)
    assert health.open_until is not None
    assert health.open_until - now == LONGEST_PAUSE


def test_a_wait_that_was_asked_for_outlasts_a_failure_beside_it() -> None:
    health = fail(Health(), NOON, retry_after=HOUR)
    assert health.open_until == NOON + HOUR
    assert fail(health, NOON).open_until == NOON + HOUR
