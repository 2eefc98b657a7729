-- What full text searches, and how many tickets there are of each kind.

-- The words of each ticket, with the ticket's own times said again, so that what is found can be put
-- into order at once. Hashes of the texts tell what has changed since.
create table ticket_search (
    community_id   bigint    not null,
    ticket_id      bigint    not null,
    creation_time  bigint    not null,
    last_activity  bigint    not null,
    head           bigint,                      -- of title, people and first message; null: loaded
    replies        bigint[]  not null default '{}',
    notes          bigint[]  not null default '{}',
    words          tsvector  not null,
    primary key (community_id, ticket_id),
    foreign key (community_id, ticket_id) references tickets
);
-- Many words lie beside the row uncompressed: they are read far more often than written.
alter table ticket_search alter column words set storage external;
-- New words wait in a list that every search reads: how long it gets, connections of the service
-- say for themselves (`database.pool`), and loading says otherwise.
create index tickets_by_word on ticket_search using gin (words);

-- Row-level security lets an index serve only conditions that cannot leak, and @@ is not marked as
-- such. So tickets are found by their words through this function, which runs as the owner and
-- sees to the community itself. Candidates come in the asked order, those behind a place, at most
-- so many (null: all).
create function tickets_with_words(
    sought tsquery, by_creation boolean, descending boolean, after_time bigint, after_id bigint,
    most bigint
) returns table (ticket_id bigint, found_time bigint)
    language sql stable security definer
    set search_path = public, pg_temp
    set enable_seqscan = off
    set enable_indexscan = off
begin atomic
    select f.ticket_id, f.found_time
    from (
        select s.ticket_id,
               case when by_creation then s.creation_time else s.last_activity end as found_time
        from ticket_search s
        where s.words @@ sought
          and s.community_id + 0 = (select own_community_id())  -- never by the primary key
    ) f
    where after_time is null
       or case
              when descending then (f.found_time, f.ticket_id) < (after_time, after_id)
              else (f.found_time, f.ticket_id) > (after_time, after_id)
          end
    order by case when descending then -f.found_time else f.found_time end,
             case when descending then -f.ticket_id else f.ticket_id end
    limit most;
end;

revoke execute on function tickets_with_words(tsquery, boolean, boolean, bigint, bigint, bigint) from public;
grant execute on function tickets_with_words(tsquery, boolean, boolean, bigint, bigint, bigint) to frontdesk_service;

-- How many tickets there are, for views and categories. A facet is "all", "unassigned", "drafts",
-- "spam" or an assignee's id; spam is in no other facet, what is deleted in none at all.
-- The truth at any moment is the sum of both tables: changes are appended in the transaction that
-- makes them, so that writers never wait for each other, and are folded into the totals now and
-- then, by whoever holds the turn.
create table ticket_counts (
    community_id  bigint  not null references communities,
    facet         text    not null,
    category_id   bigint  not null,             -- 0: none
    status        text    not null,
    total         bigint  not null,
    primary key (community_id, facet, category_id, status)
) with (fillfactor = 50);

create sequence ticket_count_change_ids;
create table ticket_count_changes (
    community_id  bigint  not null,
    change_id     bigint  not null default nextval('ticket_count_change_ids'),
    facet         text    not null,
    category_id   bigint  not null,
    status        text    not null,
    change        bigint  not null,
    primary key (community_id, change_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create function facets_of_ticket(
    assignee_id uuid, is_deleted boolean, is_spam boolean, has_draft boolean
) returns text[]
    language sql immutable parallel safe
    return case
        when is_deleted then '{}'::text[]
        when is_spam then '{spam}'::text[]
        when has_draft then array['all', coalesce(assignee_id::text, 'unassigned'), 'drafts']
        else array['all', coalesce(assignee_id::text, 'unassigned')]
    end;

create function fold_ticket_counts(of_community bigint) returns bigint
    language plpgsql as $fold$
declare
    folded bigint;
begin
    if not pg_try_advisory_xact_lock(hashtext('fold_ticket_counts'), hashint8(of_community)) then
        return 0;
    end if;
    with taken as (
        delete from ticket_count_changes
        where community_id = of_community
        returning facet, category_id, status, change
    ), summed as (
        select facet, category_id, status, sum(change) as change, count(*) as rows
        from taken
        group by facet, category_id, status
    ), written as (
        insert into ticket_counts as c (community_id, facet, category_id, status, total)
        select of_community, facet, category_id, status, change
        from summed
        where change <> 0
        order by facet, category_id, status
        on conflict (community_id, facet, category_id, status)
        do update set total = c.total + excluded.total
    )
    select coalesce(sum(rows), 0) into folded from summed;
    return folded;
end
$fold$;

create function count_added_tickets() returns trigger
    language plpgsql as $count$
begin
    insert into ticket_count_changes (community_id, facet, category_id, status, change)
    select t.community_id, f.facet, coalesce(t.category_id, 0), t.status, count(*)
    from changed t,
         unnest(facets_of_ticket(t.assignee_id, t.is_deleted, t.is_spam, t.has_draft)) as f (facet)
    group by t.community_id, f.facet, coalesce(t.category_id, 0), t.status;
    return null;
end
$count$;

create function count_removed_tickets() returns trigger
    language plpgsql as $count$
begin
    insert into ticket_count_changes (community_id, facet, category_id, status, change)
    select t.community_id, f.facet, coalesce(t.category_id, 0), t.status, -count(*)
    from changed t,
         unnest(facets_of_ticket(t.assignee_id, t.is_deleted, t.is_spam, t.has_draft)) as f (facet)
    group by t.community_id, f.facet, coalesce(t.category_id, 0), t.status;
    return null;
end
$count$;

create function count_changed_ticket() returns trigger
    language plpgsql as $count$
begin
    insert into ticket_count_changes (community_id, facet, category_id, status, change)
    select new.community_id, f.facet, f.category_id, f.status, sum(f.change)
    from (
        select unnest(facets_of_ticket(new.assignee_id, new.is_deleted, new.is_spam, new.has_draft)),
               coalesce(new.category_id, 0), new.status, 1
        union all
        select unnest(facets_of_ticket(old.assignee_id, old.is_deleted, old.is_spam, old.has_draft)),
               coalesce(old.category_id, 0), old.status, -1
    ) as f (facet, category_id, status, change)
    group by f.facet, f.category_id, f.status
    having sum(f.change) <> 0;
    -- So that changes do not pile up where nobody reads the counts.
    if random() < 0.001 then
        perform fold_ticket_counts(new.community_id);
    end if;
    return null;
end
$count$;

create trigger count_added after insert on tickets
    referencing new table as changed
    for each statement execute function count_added_tickets();
create trigger count_removed after delete on tickets
    referencing old table as changed
    for each statement execute function count_removed_tickets();
-- By row, since the condition costs nothing where no count changes, which is nearly always.
create trigger count_changed after update on tickets
    for each row
    when (
        (old.assignee_id, old.category_id, old.status, old.is_deleted, old.is_spam, old.has_draft)
        is distinct from
        (new.assignee_id, new.category_id, new.status, new.is_deleted, new.is_spam, new.has_draft)
    )
    execute function count_changed_ticket();
-- Loading switches off checks of references, not these.
alter table tickets enable always trigger count_added;
alter table tickets enable always trigger count_removed;
alter table tickets enable always trigger count_changed;

-- The owner sees the rows of all communities while they are counted.
alter table tickets no force row level security;
insert into ticket_counts (community_id, facet, category_id, status, total)
select t.community_id, f.facet, coalesce(t.category_id, 0), t.status, count(*)
from tickets t,
     unnest(facets_of_ticket(t.assignee_id, t.is_deleted, t.is_spam, t.has_draft)) as f (facet)
group by t.community_id, f.facet, coalesce(t.category_id, 0), t.status;
alter table tickets force row level security;

-- What has expired is counted when somebody looks.
create index tickets_by_expiry on tickets (community_id, expiry_time) where expiry_time is not null;
