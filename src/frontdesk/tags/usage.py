"""Tags with how often they are used, for whoever tidies them up."""

from dataclasses import dataclass

from frontdesk.database.pool import Connection


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
