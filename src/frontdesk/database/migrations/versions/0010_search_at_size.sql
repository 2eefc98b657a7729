-- Full text at a million tickets. What a word's index gives is fetched row by row and put into order,
-- so rows are kept narrow, with what is most often asked beside words; and phrases have an index.
drop function tickets_with_words(tsquery, boolean, boolean, bigint, bigint, bigint);

alter table ticket_search rename to ticket_search_before;
alter table ticket_search_before drop constraint ticket_search_pkey;
alter table ticket_search_before no force row level security;

create table ticket_search (
    community_id   bigint    not null,
    ticket_id      bigint    not null,
    creation_time  bigint    not null,
    last_activity  bigint    not null,
    category_id    bigint,
    status         text      not null,
    source         text      not null,
    head           bigint,                      -- of title, people and first message; null: loaded
    replies        bigint[]  not null default '{}',
    notes          bigint[]  not null default '{}',
    pairs          int2[]    not null default '{0}',
    padding        text      not null default repeat(' ', 2040),
    words          tsvector  not null,
    primary key (community_id, ticket_id),
    foreign key (community_id, ticket_id) references tickets
-- Room for another status on the same page: a row that moves goes through the index of words.
) with (toast_tuple_target = 512, fillfactor = 90);

comment on column ticket_search.pairs is
    'Hashes of words in a row, from 1 on, so that a phrase of frequent words is found without a '
    'look at all tickets that hold them. 0: not all are there.';
-- PostgreSQL puts a value aside only when its row has more than 2 kB. So a row is written with
-- padding, which shrinks to 22 bytes, and the words then lie beside it.
comment on column ticket_search.padding is
    'Must be written (default) whenever words are; see the migration.';
alter table ticket_search alter column words set storage external;
alter table ticket_search alter column pairs set storage external;
do $$
begin
    alter table ticket_search alter column padding set compression lz4;  -- a third of the time
exception
    when feature_not_supported then null;
end
$$;

-- The owner sees the rows of all communities while they are copied.
alter table tickets no force row level security;
insert into ticket_search
       (community_id, ticket_id, creation_time, last_activity, category_id, status, source,
        head, replies, notes, words)
select s.community_id, s.ticket_id, s.creation_time, s.last_activity, t.category_id, t.status,
       t.source, s.head, s.replies, s.notes, s.words
from ticket_search_before s
join tickets t on t.community_id = s.community_id and t.ticket_id = s.ticket_id;
alter table tickets force row level security;
drop table ticket_search_before;

create index tickets_by_word on ticket_search using gin (words, pairs);

create function give_place_to_words() returns trigger
    language plpgsql
as $$
begin
    update ticket_search
    set creation_time = new.creation_time, last_activity = new.last_activity,
        category_id = new.category_id, status = new.status, source = new.source
    where community_id = new.community_id and ticket_id = new.ticket_id;
    return null;
end
$$;

create trigger give_place_to_words after update on tickets
    for each row
    when ((old.creation_time, old.last_activity, old.category_id, old.status, old.source)
          is distinct from
          (new.creation_time, new.last_activity, new.category_id, new.status, new.source))
    execute function give_place_to_words();

-- Row-level security lets an index serve only conditions that cannot leak, and @@ is not marked as
-- such. So tickets are found by their words through these functions, which run as the owner and see
-- to the community themselves. Candidates come in the asked order, those behind a place, at most so
-- many (null: all). Statuses, categories (0: none) and a source narrow them; null: any.
create function tickets_with_words(
    sought tsquery, statuses text[], category_ids bigint[], of_source text,
    by_creation boolean, descending boolean, after_time bigint, after_id bigint, most bigint
) returns table (ticket_id bigint, found_time bigint)
    language sql stable security definer
    set search_path = public, pg_temp
    set enable_seqscan = off
    set enable_indexscan = off
    set work_mem = '32MB'  -- for the places of all rows: with less, whole pages are looked through
begin atomic
    select f.ticket_id, f.found_time
    from (
        select s.ticket_id,
               case when by_creation then s.creation_time else s.last_activity end as found_time
        from ticket_search s
        where s.words @@ sought
          and s.community_id + 0 = (select own_community_id())  -- never by the primary key
          and (statuses is null or s.status = any(statuses))
          and (category_ids is null or coalesce(s.category_id, 0) = any(category_ids))
          and (of_source is null or s.source = of_source)
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

-- The same for words of which some stand in a row: each of the four arrays holds the hashes of a
-- pair, any of which will do.
create function tickets_with_phrases(
    pairs_1 int2[], pairs_2 int2[], pairs_3 int2[], pairs_4 int2[],
    sought tsquery, statuses text[], category_ids bigint[], of_source text,
    by_creation boolean, descending boolean, after_time bigint, after_id bigint, most bigint
) returns table (ticket_id bigint, found_time bigint)
    language sql stable security definer
    set search_path = public, pg_temp
    set enable_seqscan = off
    set enable_indexscan = off
    set work_mem = '32MB'
begin atomic
    select f.ticket_id, f.found_time
    from (
        select s.ticket_id,
               case when by_creation then s.creation_time else s.last_activity end as found_time
        from ticket_search s
        where s.pairs && pairs_1 and s.pairs && pairs_2
          and s.pairs && pairs_3 and s.pairs && pairs_4
          and s.words @@ sought
          and s.community_id + 0 = (select own_community_id())  -- never by the primary key
          and (statuses is null or s.status = any(statuses))
          and (category_ids is null or coalesce(s.category_id, 0) = any(category_ids))
          and (of_source is null or s.source = of_source)
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

revoke execute on function tickets_with_words(
    tsquery, text[], bigint[], text, boolean, boolean, bigint, bigint, bigint
) from public;
grant execute on function tickets_with_words(
    tsquery, text[], bigint[], text, boolean, boolean, bigint, bigint, bigint
) to frontdesk_service;
revoke execute on function tickets_with_phrases(
    int2[], int2[], int2[], int2[],
    tsquery, text[], bigint[], text, boolean, boolean, bigint, bigint, bigint
) from public;
grant execute on function tickets_with_phrases(
    int2[], int2[], int2[], int2[],
    tsquery, text[], bigint[], text, boolean, boolean, bigint, bigint, bigint
) to frontdesk_service;
