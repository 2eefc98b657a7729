"""Made-up tickets and requests for List Tickets, in a world so small that things coincide."""

from dataclasses import dataclass
from typing import Any, Final

from hypothesis import strategies as st

from frontdesk.kit.clock import DAY, format_ticks
from tests.desk import NOON
from tests.tickets.oracle import ORDERS, Json, Parents

BILL: Final = "7c0a344a-c369-4e27-9840-88257a56e835"
ROBERT: Final = "35692164-bfaa-4c49-a23c-ecfa618f7d20"
INGRID: Final = "1f0e8d3c-5b7a-4c1d-9e2f-0a1b2c3d4e5f"
TERJE: Final = "2e1d7c4b-6a8f-4b0c-8d3e-1f2a3b4c5d6e"
NOBODY: Final = "00000000-0000-4000-8000-000000000000"

LARGEST_ID: Final = 2**53 - 1
IDS: Final = (*range(1, 31), LARGEST_ID)
CATEGORIES: Final = (1, 2, 3, 4, 5)
TAGS: Final = ("urgent", "Urgent", "price list", "猫", "a'b\"c")
TEXTS: Final = ("Option 1", "Option 2", "12.5", "7", "true", "", "été")
# Ties, neighbours 100 ns apart, and the tick on which an unanswered ticket expires.
TIMES: Final = tuple(
    sorted(
        moment + ticks for moment in (NOON - 5 * DAY, NOON - DAY, NOON - 10) for ticks in (0, 1, 2)
    )
)


@dataclass(frozen=True)
class World:
    """Two communities' tickets; categories have the same parents in both."""

    ours: list[Json]
    theirs: list[Json]
    parents: Parents


def person(person_id: str, name: str, status: str) -> Json:
    email = f"{name.split()[0].lower()}@example.com"
    return {
        "id": person_id,
        "name": name,
        "image": None,
        "email": email,
        "status": status,
        "isBot": False,
    }


CLIENTS: Final = (
    person(BILL, "Bill Smith", "client"),
    person(ROBERT, "Robert Baker", "client"),
)
TEAM: Final = (
    person(INGRID, "Ingrid Solberg", "team"),
    person(TERJE, "Terje Kvam", "team"),
)
FLAGS: Final = ("isMuted", "hasDraft", "isDeleted", "isHidden", "isSpam", "isSensitive")


@st.composite
def tickets(draw: st.DrawFn, ticket_id: int) -> Json:
    assignee = draw(st.sampled_from((None, *TEAM)))
    category = draw(st.sampled_from((None, *CATEGORIES)))
    message = draw(st.sampled_from(("", "Hello", 'he said "isExpired":false\n', "猫 🐈")))
    created = draw(st.sampled_from(TIMES))
    flags = draw(st.sets(st.sampled_from(FLAGS), max_size=2))
    return {
        "id": ticket_id,
        "title": draw(st.sampled_from((None, "Cat is ill", '"isExpired":false', "\\"))),
        "message": message,
        "htmlMessage": message.replace("\n", "<br>"),
        "attachments": [],
        "author": draw(st.sampled_from(CLIENTS)),
        "category": None if category is None else {"id": category, "name": f"C {category}"},
        "creationTime": format_ticks(created),
        "customFields": draw(field_values),
        "lastThreadElementCreationTime": format_ticks(
            draw(st.sampled_from([time for time in TIMES if time >= created]))
        ),
        "lockedBy": assignee,
        "originalLink": None,
        "properties": properties(is_locked=assignee is not None, flags=flags),
        "replyCount": draw(st.integers(0, 3)),
        "sentiment": draw(st.sampled_from(("question", "praise"))),
        "source": draw(st.sampled_from(("web", "email", "app_store"))),
        "detailedSource": "web_website",
        "sourceName": None,
        "status": draw(st.sampled_from(("open", "pending", "completed"))),
        "tags": draw(st.lists(st.sampled_from(TAGS), max_size=3, unique=True)),
    }


def properties(*, is_locked: bool, flags: set[str]) -> Json:
    names = (
        *("isAnonymized", "isMuted", "hasAttachments", "hasDraft", "isAssignedToBot"),
        *("isDeleted", "isExpired", "isHidden", "isLocked", "isSpam", "isSensitive"),
    )
    return {name: name in flags or (name == "isLocked" and is_locked) for name in names}


field_values = st.lists(
    st.tuples(st.sampled_from((1, 2, 3)), st.sampled_from(TEXTS)), max_size=3, unique=True
).map(lambda pairs: [{"id": key, "value": text} for key, text in sorted(pairs)])


def some_ids(least: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.sampled_from(IDS), unique=True, min_size=least, max_size=len(IDS))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    ours, theirs = (
        [draw(tickets(ticket_id)) for ticket_id in draw(some_ids(least))] for least in (20, 5)
    )
    # Later categories below earlier ones or at the root: a forest.
    parents = {
        number: draw(st.sampled_from((None, *CATEGORIES[: number - 1]))) for number in CATEGORIES
    }
    return World(ours, theirs, parents)


@st.composite
def written_time(draw: st.DrawFn, ticks: int) -> str:
    """The same moment in one of its spellings."""
    offset = draw(st.sampled_from((0, 60, -90, 840)))
    text = format_ticks(ticks + offset * 600_000_000).removesuffix("+00:00")
    sign = "-" if offset < 0 else "+"
    hours, minutes = divmod(abs(offset), 60)
    ending = f"{sign}{hours:02}:{minutes:02}" if offset else draw(st.sampled_from(("Z", "-00:00")))
    return text + ending


def ranges() -> st.SearchStrategy[Json]:
    """`from` and `to`, each absent, null or given, on, between and around the times there are."""
    moments = st.sampled_from(sorted({time + step for time in TIMES for step in (-1, 0, 1)}))

    @st.composite
    def draw_range(draw: st.DrawFn) -> Json:
        since, until = sorted((draw(moments), draw(moments)))
        texts = {"from": draw(written_time(since)), "to": draw(written_time(until))}
        kept = draw(st.sets(st.sampled_from(("from", "to"))))
        nulls = draw(st.sets(st.sampled_from(("from", "to")), max_size=1))
        return {name: None if name in nulls else texts[name] for name in sorted(kept)}

    return draw_range()


field_filters = st.builds(
    lambda name, key, value, other: {name: key, "value": value} | ({other: None} if other else {}),
    st.just("key"),
    st.sampled_from((1, 2, 3, 99)),
    st.one_of(
        st.sampled_from(TEXTS),
        st.sampled_from((12.5, 7, 7.0, True, False)),
        st.lists(st.sampled_from(TEXTS[:3]), min_size=1, max_size=2),
    ),
    st.sampled_from((None, "id")),
) | st.builds(
    lambda key, value: {"id": key, "value": value},
    st.sampled_from((1, 2, 3)),
    st.sampled_from(TEXTS),
)

FILTERS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "categoryId": st.sampled_from((None, *CATEGORIES, 99)),
    "includeSubcategories": st.sampled_from((None, False, True, True)),
    "customFields": st.none() | st.lists(field_filters, max_size=2),
    "source": st.sampled_from((None, "web", "email", "app_store", "chat")),
    "status": st.sampled_from((None, "open", "pending", "completed")),
    "sentiment": st.sampled_from((None, "question", "praise")),
    "ticketIds": st.none() | st.lists(st.sampled_from((*IDS, 500)), max_size=40),
    "assigneeId": st.sampled_from((None, None, INGRID, TERJE, NOBODY)),
    "authorId": st.sampled_from((None, BILL, ROBERT, NOBODY)),
    "tags": st.none() | st.lists(st.sampled_from((*TAGS, "no such tag")), max_size=2),
}
PAGING: Final[dict[str, st.SearchStrategy[Any]]] = {
    "orderBy": st.sampled_from((None, *ORDERS)),
    "skip": st.sampled_from((None, 0, 1, 2, 7, 2**63 - 1)),
    "take": st.sampled_from((None, 0, 1, 3, 25, 50, 51, 2**63 - 1)),
}


@st.composite
def requests(draw: st.DrawFn) -> Json:
    """A body of a few members: with many, next to nothing would match."""
    names = draw(st.lists(st.sampled_from(sorted(FILTERS)), unique=True, max_size=3))
    if "categoryId" in names:
        names.append("includeSubcategories")
    members = {name: draw(FILTERS[name]) for name in names}
    members |= draw(ranges())
    return members | draw(st.fixed_dictionaries({}, optional=PAGING))


def respelt(value: Any, spelling: str) -> Any:
    """The same body with its member names in another case."""
    if isinstance(value, list):
        return [respelt(item, spelling) for item in value]
    if not isinstance(value, dict):
        return value
    return {spell(name, spelling): respelt(each, spelling) for name, each in value.items()}


def spell(name: str, spelling: str) -> str:
    match spelling:
        case "pascal":
            return name[0].upper() + name[1:]
        case "upper":
            return name.upper()
        case "lower":
            return name.lower()
        case _:
            return name
