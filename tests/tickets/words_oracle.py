"""Full text in plain Python, over tickets as the API shows them: word after word, no index."""

from collections.abc import Sequence

from frontdesk.kit.search_query import Clause, SearchQuery, Step
from frontdesk.kit.words import indexed_words
from tests.tickets.oracle import Json


def has_words(ticket: Json, query: SearchQuery) -> bool:
    texts = texts_of(ticket)
    return all(
        any(holds(clause, text) for text in texts) != clause.is_negated for clause in query.clauses
    )


def texts_of(ticket: Json) -> list[Sequence[tuple[int, str]]]:
    author = ticket["author"]
    people = f"{author['name']} {author['email']}"
    texts = (ticket["title"], str(ticket["id"]), people, ticket["message"])
    return [indexed_words(text or "") for text in texts]


def holds(clause: Clause, text: Sequence[tuple[int, str]]) -> bool:
    """The steps stand one after the other, beginning anywhere."""
    return any(
        all(
            any(place == start + distance and meets(form, step) for place, form in text)
            for distance, step in enumerate(clause.steps)
        )
        for start, _ in text
    )


def meets(form: str, step: Step) -> bool:
    return form.startswith(step.forms) if step.is_prefix else form in step.forms
