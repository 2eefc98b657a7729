"""Full text in List Tickets: what finds what, and what is refused."""

from tests.api.test_list_tickets import example_tickets
from tests.desk import Desk


async def test_words_of_examples(acme: Desk) -> None:
    await acme.load(example_tickets())
    print(await acme.list_tickets())
    print(await acme.listed_ids(query="price"))
    print(await acme.listed_ids(query="price list", status="open"))
    answer = await acme.post("/tickets", {"title": "Müller invoice", "creator": {"name": "Ann", "email": "ann@x.example"}})
    print(answer.json())
    print(await acme.listed_ids(query="mueller inv"))
    print(await acme.listed_ids(query="-price inv"))
