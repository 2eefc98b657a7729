"""Tags with how often they are used, for whoever tidies them up."""

from dataclasses import dataclass

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class TagUsage:
    tag_id: int
    name: str
    ticket_count: int
    reply_count: int


async def list_tag_usage(
    connection: Connection, community_id: int, *, words: str = "", skip: int = 0, take: int = 100
) -> list[TagUsage]:
    """A page in alphabetical order, of the tags that hold all the words; only its tags are counted,
    each by its index."""
    return await connection.rows(
        TagUsage,
        """
        select g.tag_id, g.name,
               (select count(*)
                from ticket_tags t
                where t.community_id = g.community_id and t.tag_id = g.tag_id) as ticket_count,
               (select count(*)
                from reply_tags r
                where r.community_id = g.community_id and r.tag_id = g.tag_id) as reply_count
        from (
            select community_id, tag_id, name
            from tags
            where community_id = %(community_id)s
              and not exists (
                  select
                  from unnest(%(words)s::text[]) as word
                  where strpos(lower(name), word) = 0
              )
            order by name, tag_id
            limit %(take)s offset %(skip)s
        ) as g
        order by g.name, g.tag_id
        """,
        {
            "community_id": community_id,
            "words": words.lower().split(),
            "skip": skip,
            "take": take,
        },
    )


async def get_tag_usage(connection: Connection, community_id: int, tag_id: int) -> TagUsage:
    """Raises NotFound."""
    found = await _one(connection, community_id, tag_id=tag_id, name=None)
    if found is None:
        raise NotFound(f"no tag has the id {tag_id}")
    return found


async def find_tag_usage(connection: Connection, community_id: int, name: str) -> TagUsage | None:
    """The tag of exactly this name."""
    return await _one(connection, community_id, tag_id=None, name=name)


async def _one(
    connection: Connection, community_id: int, *, tag_id: int | None, name: str | None
) -> TagUsage | None:
    return await connection.row(
        TagUsage,
        """
        select g.tag_id, g.name,
               (select count(*)
                from ticket_tags t
                where t.community_id = g.community_id and t.tag_id = g.tag_id) as ticket_count,
               (select count(*)
                from reply_tags r
                where r.community_id = g.community_id and r.tag_id = g.tag_id) as reply_count
        from tags g
        where g.community_id = %(community_id)s
          and (g.tag_id = %(tag_id)s::bigint or g.name = %(name)s::text)
        """,
        {"community_id": community_id, "tag_id": tag_id, "name": name},
    )
