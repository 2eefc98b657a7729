"""What loaded tickets refer to: found in the community, or made under the id that the file has."""

from dataclasses import dataclass, field
from typing import NamedTuple, Self
from uuid import UUID

from msgspec.structs import replace

from frontdesk.communities.community import Community
from frontdesk.database.pool import Connection
from frontdesk.people.enums import UserStatus
from frontdesk.people.person import Person
from frontdesk.tickets.assembling import store_documents, user_of
from frontdesk.tickets.document import CategoryReference, Ticket, User
from frontdesk.transfer import rows, staging
from frontdesk.transfer.counts import LoadCounts
from frontdesk.transfer.field_order import FieldOrder
from frontdesk.transfer.staging import Loader
from frontdesk.transfer.threads import people_of, tags_of

_REBUILT_AT_ONCE = 1_000
_PEOPLE_REMEMBERED = 50_000


class KnownCategory(NamedTuple):
    name: str
    is_muted: bool


@dataclass(kw_only=True)
class References:
    """Categories, fields and tags of the community are all known here; of the people, those met
    lately."""

    connection: Connection
    community: Community
    loader: Loader
    now: int
    categories: dict[int, KnownCategory]
    field_orders: dict[int, int]
    tag_ids: dict[str, int]
    people: dict[UUID, User] = field(default_factory=dict)
    made: LoadCounts = field(default_factory=LoadCounts)
    new_fields: set[int] = field(default_factory=set)

    @classmethod
    async def known(
        cls, connection: Connection, community: Community, loader: Loader, *, now: int
    ) -> Self:
        """What the community has already; it stays as it is while the transaction lasts."""
        parameters = [community.community_id]
        categories = await connection.execute(
            "select category_id, name, is_muted from categories where community_id = %s for share",
            parameters,
        )
        fields = await connection.execute(
            "select field_id, field_order from custom_fields where community_id = %s for share",
            parameters,
        )
        tags = await connection.execute(
            "select name, tag_id from tags where community_id = %s", parameters
        )
        return cls(
            connection=connection,
            community=community,
            loader=loader,
            now=now,
            categories={row[0]: KnownCategory(*row[1:]) for row in await categories.fetchall()},
            field_orders=dict(await fields.fetchall()),
            tag_ids=dict(await tags.fetchall()),
        )

    async def make_missing(self, tickets: list[Ticket]) -> None:
        """Afterwards all that these tickets refer to is there."""
        await self._make_people(tickets)
        await self._make_teammates(tickets)
        await self._make_categories(tickets)
        await self._make_fields(tickets)
        await self._make_tags(tickets)

    async def _make_people(self, tickets: list[Ticket]) -> None:
        named: dict[UUID, User] = {}
        for ticket in tickets:
            for user in people_of(ticket):
                named.setdefault(user.id, user)
        if len(self.people) > _PEOPLE_REMEMBERED:
            self.people.clear()
        self.people |= await self._find_people([key for key in named if key not in self.people])
        missing = {key: user for key, user in named.items() if key not in self.people}
        if missing:
            made = rows.people(missing.values(), self.community, now=self.now)
            await self.loader.load(staging.PEOPLE, made)
            self.people |= missing
            self.made.people += len(missing)

    async def _find_people(self, ids: list[UUID]) -> dict[UUID, User]:
        people = await self.connection.rows(
            Person,
            """
            select person_id, name, image, email, status, is_bot
            from people
            where community_id = %(community_id)s and person_id = any(%(ids)s)
            order by person_id
            for share
            """,
            {"community_id": self.community.community_id, "ids": ids},
        )
        return {person.person_id: user_of(person) for person in people}

    async def _make_teammates(self, tickets: list[Ticket]) -> None:
        assignees = {ticket.locked_by.id for ticket in tickets if ticket.locked_by is not None}
        team = [
            person_id
            for person_id in assignees
            if self.people[person_id].status is UserStatus.TEAM
            and not self.people[person_id].is_bot
            and person_id != self.community.api_user_id
        ]
        cursor = await self.connection.execute(
            """
            insert into teammates (community_id, person_id, role, login_key)
            select community_id, person_id, 'agent', email_key
            from people
            where community_id = %s and person_id = any(%s)
            on conflict do nothing
            """,
            [self.community.community_id, team],
        )
        self.made.teammates += cursor.rowcount

    async def _make_categories(self, tickets: list[Ticket]) -> None:
        for ticket in tickets:
            category = ticket.category
            if category is not None and category.id not in self.categories:
                await self.connection.execute(
                    "insert into categories (community_id, category_id, name) values (%s, %s, %s)",
                    [self.community.community_id, category.id, category.name],
                )
                await staging.advance_sequence(self.connection, "category_ids", category.id)
                self.categories[category.id] = KnownCategory(category.name, is_muted=False)
                self.made.categories += 1

    async def _make_fields(self, tickets: list[Ticket]) -> None:
        named = {value.id for ticket in tickets for value in ticket.custom_fields}
        for field_id in sorted(named - self.field_orders.keys() - self.new_fields):
            await self.connection.execute(
                """
                insert into custom_fields (community_id, field_id, name, type)
                values (%s, %s, %s, 'text')
                """,
                [self.community.community_id, field_id, f"Field {field_id}"],
            )
            await staging.advance_sequence(self.connection, "custom_field_ids", field_id)
            self.new_fields.add(field_id)
            self.made.custom_fields += 1

    async def _make_tags(self, tickets: list[Ticket]) -> None:
        named = dict.fromkeys(name for ticket in tickets for name in tags_of(ticket))
        for name in named:
            if name not in self.tag_ids:
                cursor = await self.connection.execute(
                    "insert into tags (community_id, name) values (%s, %s) returning tag_id",
                    [self.community.community_id, name],
                )
                row = await cursor.fetchone()
                assert row is not None, "an insert returns its row"
                self.tag_ids[name] = row[0]
                self.made.tags += 1

    def as_known_here(self, ticket: Ticket) -> Ticket:
        """The ticket with its people and its category as they are in this community."""
        author = self.people[ticket.author.id]
        locked_by = None if ticket.locked_by is None else self.people[ticket.locked_by.id]
        category, properties = ticket.category, ticket.properties
        if category is not None:
            known = self.categories[category.id]
            category = CategoryReference(id=category.id, name=known.name)
            if known.is_muted:
                properties = replace(properties, is_muted=True)
        here = (author, locked_by, category, properties)
        if here == (ticket.author, ticket.locked_by, ticket.category, ticket.properties):
            return ticket
        return replace(
            ticket, author=author, locked_by=locked_by, category=category, properties=properties
        )

    async def finish(self, seen: FieldOrder) -> None:
        """Put the new fields into the order that the tickets showed."""
        after = max(self.field_orders.values(), default=0)
        orders = seen.orders_of_new(self.new_fields, after=after)
        for field_id, order in orders.items():
            await self.connection.execute(
                """
                update custom_fields
                set field_order = %s
                where community_id = %s and field_id = %s
                """,
                [order, self.community.community_id, field_id],
            )
        misplaced = seen.contradicted_by(self.field_orders | orders)
        if misplaced:
            await self._rebuild_holders_of(list(misplaced))

    async def _rebuild_holders_of(self, field_ids: list[int]) -> None:
        holders = await self.connection.values(
            """
            select distinct ticket_id
            from ticket_custom_values
            where community_id = %(community_id)s and field_id = any(%(fields)s)
            order by ticket_id
            """,
            {"community_id": self.community.community_id, "fields": field_ids},
        )
        for start in range(0, len(holders), _REBUILT_AT_ONCE):
            ids = holders[start : start + _REBUILT_AT_ONCE]
            await store_documents(self.connection, self.community.community_id, ids)

    def count_into(self, counts: LoadCounts) -> None:
        counts.people = self.made.people
        counts.teammates = self.made.teammates
        counts.categories = self.made.categories
        counts.custom_fields = self.made.custom_fields
        counts.tags = self.made.tags
