"""`frontdesk doctor`: documents that are not what the tables say are found, named and repaired."""

import re
from pathlib import Path
from typing import Final

import pytest

from frontdesk.kit.clock import MINUTE, system_clock
from tests.cli.installation import Frontdesk
from tests.cli.tables import run_sql

REFERENCE: Final = Path(__file__).parents[1] / "contract" / "list-tickets.response.json"
FIRST, SECOND = 4484636, 4484618


@pytest.fixture
def loaded(frontdesk: Frontdesk, acme: str) -> str:
    """A community with three tickets."""
    assert frontdesk.run("import", "--community", acme, str(REFERENCE)).code == 0
    return acme


def doctor(frontdesk: Frontdesk, community: str, *options: str) -> tuple[int, list[str]]:
    """The exit code, and what is said of the community."""
    done = frontdesk.run("doctor", *options)
    assert done.err == ""
    return done.code, [line for line in done.out.splitlines() if f" {community}:" in line]


def damage_document(frontdesk: Frontdesk, community: str, ticket_id: int) -> None:
    run_sql(
        frontdesk,
        """
        update ticket_documents t
        set document = replace(t.document::text, '"title":', '"title":"x", "was":')::json
        from communities c
        where c.short_name = %(community)s
          and t.community_id = c.community_id
          and t.ticket_id = %(ticket_id)s
        """,
        community=community,
        ticket_id=ticket_id,
    )


def lose_message(frontdesk: Frontdesk, community: str, ticket_id: int) -> None:
    run_sql(
        frontdesk,
        """
        delete from ticket_messages m
        using communities c
        where c.short_name = %(community)s
          and m.community_id = c.community_id
          and m.ticket_id = %(ticket_id)s
        """,
        community=community,
        ticket_id=ticket_id,
    )


def bring_back_message(frontdesk: Frontdesk, community: str, ticket_id: int) -> None:
    """So that the installation is sound for other tests."""
    run_sql(
        frontdesk,
        """
        insert into ticket_messages (community_id, ticket_id)
        select community_id, %(ticket_id)s from communities where short_name = %(community)s
        """,
        community=community,
        ticket_id=ticket_id,
    )
    assert doctor(frontdesk, community, "--documents", "--repair")[0] == 0


def test_damaged_documents_are_found_and_repaired(frontdesk: Frontdesk, loaded: str) -> None:
    sound = (0, [f"ok    documents of {loaded}: 3 compared"])
    whole = frontdesk.exported(loaded)
    assert doctor(frontdesk, loaded, "--documents") == sound

    damage_document(frontdesk, loaded, FIRST)
    damage_document(frontdesk, loaded, SECOND)
    found = f"2 differ from the tables, such as {SECOND}, {FIRST}; see --repair"
    for _ in range(2):  # looking changes nothing
        assert doctor(frontdesk, loaded, "--documents") == (
            1,
            [f"FAULT documents of {loaded}: 3 compared: {found}"],
        )

    assert doctor(frontdesk, loaded, "--documents", "--repair") == (
        0,
        [f"ok    documents of {loaded}: 3 compared, 2 repaired"],
    )
    assert doctor(frontdesk, loaded, "--documents") == sound
    assert frontdesk.exported(loaded) == whole


def test_documents_are_only_compared_when_asked(frontdesk: Frontdesk, loaded: str) -> None:
    damage_document(frontdesk, loaded, FIRST)
    assert doctor(frontdesk, loaded) == (0, [])
    assert doctor(frontdesk, loaded, "--documents", "--repair")[0] == 0


def test_ticket_that_lost_rows_is_named_and_others_are_repaired(
    frontdesk: Frontdesk, loaded: str
) -> None:
    damage_document(frontdesk, loaded, FIRST)
    lose_message(frontdesk, loaded, SECOND)
    lost = f"1 differ from the tables, such as {SECOND} still: they have lost rows,"
    assert doctor(frontdesk, loaded, "--documents", "--repair") == (
        1,
        [f"FAULT documents of {loaded}: 3 compared, 1 repaired: {lost} a backup may have them"],
    )
    bring_back_message(frontdesk, loaded, SECOND)


def test_repair_without_documents_is_refused(frontdesk: Frontdesk) -> None:
    done = frontdesk.run("doctor", "--repair")
    assert (done.code, done.out, done.err) == (
        1,
        "",
        "frontdesk: --repair goes with --documents, --search or --counts\n",
    )


def test_ticket_that_is_not_found_as_it_should_is_repaired(
    frontdesk: Frontdesk, loaded: str
) -> None:
    sound = 0, [f"ok    search of {loaded}: 3 compared"]
    assert doctor(frontdesk, loaded, "--search", "--repair") == sound  # others' messages were lost
    run_sql(
        frontdesk,
        """
        update ticket_search s
        set words = ts_delete(words, tsvector_to_array(words))
        from communities c
        where c.short_name = %(community)s
          and s.community_id = c.community_id
          and s.ticket_id = %(ticket_id)s
        """,
        community=loaded,
        ticket_id=FIRST,
    )
    fault = f"1 are not found as they should, such as {FIRST}; see --repair"
    assert doctor(frontdesk, loaded, "--search") == (
        1,
        [f"FAULT search of {loaded}: 3 compared: {fault}"],
    )
    assert doctor(frontdesk, loaded, "--search", "--repair") == (
        0,
        [f"ok    search of {loaded}: 3 compared, 1 repaired"],
    )
    assert doctor(frontdesk, loaded, "--search") == sound


def test_wrong_counts_are_repaired(frontdesk: Frontdesk, loaded: str) -> None:
    sound = 0, [f"ok    counts of {loaded}: compared"]
    assert doctor(frontdesk, loaded, "--counts") == sound
    run_sql(
        frontdesk,
        """
        insert into ticket_counts (community_id, facet, category_id, status, total)
        select c.community_id, 'all', 0, 'pending', 2
        from communities c
        where c.short_name = %(community)s
        """,
        community=loaded,
    )
    fault = "1 wrong, such as all pending by 2; see --repair"
    assert doctor(frontdesk, loaded, "--counts") == (
        1,
        [f"FAULT counts of {loaded}: compared: {fault}"],
    )
    assert doctor(frontdesk, loaded, "--counts", "--repair") == (
        0,
        [f"ok    counts of {loaded}: compared, 1 repaired"],
    )
    assert doctor(frontdesk, loaded, "--counts") == sound


def worker_line(frontdesk: Frontdesk) -> tuple[int, str]:
    """The exit code, and what is said of workers; none runs here."""
    done = frontdesk.run("doctor")
    assert done.err == ""
    [line] = [line for line in done.out.splitlines() if " worker: " in line]
    return done.code, line


def test_what_waits_for_a_worker_is_a_fault_after_five_minutes(
    own_frontdesk: Frontdesk,
) -> None:
    quiet = (0, "ok    worker: none is running")
    assert worker_line(own_frontdesk) == quiet
    add_waiting(own_frontdesk, minutes=4)
    assert worker_line(own_frontdesk) == quiet
    add_waiting(own_frontdesk, minutes=6)
    code, line = worker_line(own_frontdesk)
    assert code == 1
    assert re.fullmatch(
        r"FAULT worker: none is running: changes wait to be told to webhooks for \d+ s; "
        r"webhook deliveries are due for \d+ s",
        line,
    )


def add_waiting(frontdesk: Frontdesk, *, minutes: int) -> None:
    """In a new community a change that nobody has read yet, and a delivery that is due, so old."""
    name = frontdesk.community(f"acme-{minutes}")
    since = system_clock() - minutes * MINUTE
    run_sql(
        frontdesk,
        """
        with community as (
            select community_id from communities where short_name = %(name)s
        ), change as (
            insert into events (community_id, time, name)
            select community_id, %(since)s, 'ticket.created' from community
        ), reader as (
            insert into event_readers (community_id, reader, transaction_id, event_id)
            select community_id, 'webhooks', '0', 0 from community
        ), endpoint as (
            insert into webhooks (community_id, url, verify_token, object_type, events, secret,
                                  creation_time)
            select community_id, 'https://example.com', 't', 'ticket', '{ticket_create}', 'whsec_',
                   %(since)s
            from community
            returning community_id, webhook_id
        )
        insert into webhook_deliveries (community_id, webhook_id, message_id, event_id, event_type,
                                        ticket_id, event_time, body, next_attempt_time,
                                        creation_time)
        select community_id, webhook_id, 'm', 1, 'ticket_create', 1, %(since)s, '', %(since)s,
               %(since)s
        from endpoint
        """,
        name=name,
        since=since,
    )
