"""The places of a text that a query finds, cut out and marked for whoever reads the result."""

from collections.abc import Iterator
from html import escape

from frontdesk.kit.folding import indexed_forms
from frontdesk.kit.search_query import Clause, SearchQuery, Step
from frontdesk.kit.words import LONGEST_TEXT, Word, address_in, normalize, pairs_of, words_of

Span = tuple[int, int]


def highlights(text: str, query: SearchQuery, *, length: int = 240, before: int = 60) -> str:
    """Safe HTML of about `length` characters around the first place that the query finds, at most
    `before` of them in front of it, such places inside `<mark>`; the beginning of the text if it
    finds none."""
    text = text[:LONGEST_TEXT]
    spans = find_spans(text, query)
    start, end = _excerpt(text, spans[0][0] if spans else 0, length, before)
    shown = [span for span in spans if span[0] < end and span[1] > start]
    parts = ["… " if start else ""]
    place = start
    for first, last in shown:
        first, last = max(first, place), min(last, end)
        parts += [escape(text[place:first]), "<mark>", escape(text[first:last]), "</mark>"]
        place = last
    parts += [escape(text[place:end]), " …" if end < len(text) else ""]
    return "".join(parts)


def _excerpt(text: str, first: int, length: int, before: int) -> Span:
    """Begins and ends between words, if there is a blank nearby."""
    start = max(0, first - before)
    if start:
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), start + length)
    if end < len(text):
        blank = text.rfind(" ", max(first, start + length // 2), end)
        end = blank if blank > first else end
    return start, end


def find_spans(text: str, query: SearchQuery) -> list[Span]:
    """Where the text has what is asked for, in order and without overlaps."""
    places = list(_places(text))
    found = sorted(
        span
        for clause in query.clauses
        if not clause.is_negated
        for span in _spans_of(clause, text, places)
    )
    return _merged(found)


Place = tuple[frozenset[str], int, int]


def _places(text: str) -> Iterator[Place]:
    """The forms that stand in each place of the text, and where."""
    for word in words_of(text):
        if word.is_run:
            yield from _places_of_run(word)
        else:
            yield frozenset(indexed_forms(word.text)), word.start, word.end


def _places_of_run(word: Word) -> Iterator[Place]:
    run = normalize(word.text)
    if len(run) != len(word.text):  # half width: one place for all of it
        yield frozenset(pairs_of(run)), word.start, word.end
        return
    for index, pair in enumerate(pairs_of(run)):
        yield frozenset((pair,)), word.start + index, word.start + index + len(pair)


def _spans_of(clause: Clause, text: str, places: list[Place]) -> Iterator[Span]:
    steps = _steps_in_texts(clause)
    for index in range(len(places) - len(steps) + 1):
        ahead = places[index : index + len(steps)]
        if all(_is_met(step, forms) for step, (forms, _, _) in zip(steps, ahead, strict=True)):
            single = steps[0].is_prefix and len(ahead[0][0]) == 1 and _is_lone_run(steps[0])
            yield ahead[0][1], ahead[0][1] + 1 if single else ahead[-1][2]


def _is_lone_run(step: Step) -> bool:
    return all(len(form) == 1 and words_of(form)[0].is_run for form in step.forms)


def _steps_in_texts(clause: Clause) -> tuple[Step, ...]:
    """An address is found as a whole; in the text its parts stand one after the other."""
    form = clause.steps[0].forms[0]
    if address_in(form) is None:
        return clause.steps
    parts = [word.text for word in words_of(form)]
    ends = clause.steps[0].is_prefix
    return tuple(
        Step((part,), is_prefix=ends and index == len(parts) - 1)
        for index, part in enumerate(parts)
    )


def _is_met(step: Step, forms: frozenset[str]) -> bool:
    if not step.is_prefix:
        return not forms.isdisjoint(step.forms)
    return any(form.startswith(step.forms) for form in forms)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1] and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
