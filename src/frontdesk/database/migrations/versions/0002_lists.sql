-- What lists walk over: narrow tickets with their documents beside them, and an index for each
-- filter in each order (docs/performance.md has the reasons and figures).

-- The owner sees the rows of all communities while they are moved.
alter table tickets              no force row level security;
alter table ticket_tags          no force row level security;
alter table ticket_custom_values no force row level security;

-- Documents apart: one that is written anew touches no index of the list.

create table ticket_documents (
    community_id  bigint  not null,
    ticket_id     bigint  not null,
    document      json    not null              -- the finished API object, member order and all
) with (
    -- Room on each page for a new version of a row beside the old one: no index is touched then.
    fillfactor = 80,
    autovacuum_vacuum_scale_factor = 0.05
);

insert into ticket_documents (community_id, ticket_id, document)
select community_id, ticket_id, document
from tickets
order by community_id, ticket_id;

alter table ticket_documents add primary key (community_id, ticket_id);
alter table ticket_documents add foreign key (community_id, ticket_id) references tickets;

-- Tags and custom values know what a list orders by, so that each can be walked in order. They
-- follow their ticket by triggers: whoever writes a row leaves these columns to them.

alter table ticket_tags
    add column status         text,
    add column last_activity  bigint,
    add column creation_time  bigint;
alter table ticket_custom_values
    add column status         text,
    add column last_activity  bigint,
    add column creation_time  bigint;

update ticket_tags f
set status = t.status, last_activity = t.last_activity, creation_time = t.creation_time
from tickets t
where t.community_id = f.community_id and t.ticket_id = f.ticket_id;
update ticket_custom_values f
set status = t.status, last_activity = t.last_activity, creation_time = t.creation_time
from tickets t
where t.community_id = f.community_id and t.ticket_id = f.ticket_id;

alter table ticket_tags
    alter column status        set not null,
    alter column last_activity set not null,
    alter column creation_time set not null;
alter table ticket_custom_values
    alter column status        set not null,
    alter column last_activity set not null,
    alter column creation_time set not null;

create function take_place_from_ticket() returns trigger
    language plpgsql
as $$
begin
    select t.status, t.last_activity, t.creation_time
    into new.status, new.last_activity, new.creation_time
    from tickets t
    where t.community_id = new.community_id and t.ticket_id = new.ticket_id;
    return new;
end
$$;

create trigger take_place_from_ticket before insert on ticket_tags
    for each row when (new.last_activity is null) execute function take_place_from_ticket();
create trigger take_place_from_ticket before insert on ticket_custom_values
    for each row when (new.last_activity is null) execute function take_place_from_ticket();

create function give_place_to_followers() returns trigger
    language plpgsql
as $$
begin
    update ticket_tags
    set status = new.status, last_activity = new.last_activity, creation_time = new.creation_time
    where community_id = new.community_id and ticket_id = new.ticket_id;
    update ticket_custom_values
    set status = new.status, last_activity = new.last_activity, creation_time = new.creation_time
    where community_id = new.community_id and ticket_id = new.ticket_id;
    return null;
end
$$;

create trigger give_place_to_followers after update on tickets
    for each row
    when ((old.status, old.last_activity, old.creation_time)
          is distinct from (new.status, new.last_activity, new.creation_time))
    execute function give_place_to_followers();

-- Indexes. Each begins with what must be equal and ends with an order, so that a page is one walk
-- from where it begins; status stands in between, since nearly every view wants some of them.

alter table tickets
    drop column document,
    -- Ten days, counted from 1970: an old range of creation times is walked period by period.
    add column creation_period bigint not null
        generated always as (creation_time / 8640000000000) stored;

drop index tickets_by_source_activity;
drop index tickets_by_category_activity;
drop index tickets_by_assignee_activity;
drop index tickets_by_all_three;
drop index tickets_by_tag;
drop index tickets_by_custom_value;

-- Written anew: a dropped column alone leaves its bytes in every row.
cluster tickets using tickets_pkey;
alter table tickets set without cluster;

create index tickets_by_source_activity     on tickets (community_id, source, status, last_activity, ticket_id);
create index tickets_by_source_creation     on tickets (community_id, source, status, creation_time, ticket_id);
create index tickets_by_category_activity   on tickets (community_id, category_id, status, last_activity, ticket_id) where category_id is not null;
create index tickets_by_category_creation   on tickets (community_id, category_id, status, creation_time, ticket_id) where category_id is not null;
create index tickets_by_assignee_activity   on tickets (community_id, assignee_id, status, last_activity, ticket_id) where assignee_id is not null;
create index tickets_by_assignee_creation   on tickets (community_id, assignee_id, status, creation_time, ticket_id) where assignee_id is not null;
-- Apart: behind `is null` an index is in no order that the planner could use.
create index tickets_uncategorized_by_activity on tickets (community_id, status, last_activity, ticket_id) where category_id is null;
create index tickets_uncategorized_by_creation on tickets (community_id, status, creation_time, ticket_id) where category_id is null;
create index tickets_unassigned_by_activity    on tickets (community_id, status, last_activity, ticket_id) where assignee_id is null;
create index tickets_unassigned_by_creation    on tickets (community_id, status, creation_time, ticket_id) where assignee_id is null;
create index tickets_by_all_three_activity  on tickets (community_id, category_id, source, status, last_activity, ticket_id) where category_id is not null;
create index tickets_by_all_three_creation  on tickets (community_id, category_id, source, status, creation_time, ticket_id) where category_id is not null;
create index tickets_by_sentiment_activity  on tickets (community_id, sentiment, last_activity, ticket_id);
create index tickets_by_period_activity     on tickets (community_id, creation_period, status, last_activity, ticket_id) include (creation_time);
create index tickets_by_author_creation     on tickets (community_id, author_id, creation_time, ticket_id);
create index tickets_spam_by_activity       on tickets (community_id, last_activity, ticket_id) where is_spam;
create index tickets_deleted_by_activity    on tickets (community_id, last_activity, ticket_id) where is_deleted;
create index tickets_hidden_by_activity     on tickets (community_id, last_activity, ticket_id) where is_hidden;
create index tickets_drafted_by_activity    on tickets (community_id, last_activity, ticket_id) where has_draft;

create index tags_by_activity    on ticket_tags (community_id, tag_id, status, last_activity, ticket_id);
create index tags_by_creation    on ticket_tags (community_id, tag_id, status, creation_time, ticket_id);
-- By hash: a value may be longer than an index row.
create index values_by_activity  on ticket_custom_values (community_id, field_id, value_hash, status, last_activity, ticket_id);
create index values_by_creation  on ticket_custom_values (community_id, field_id, value_hash, status, creation_time, ticket_id);

create index mentions_of_person  on note_mentions (community_id, person_id, note_id);

alter table tickets              force row level security;
alter table ticket_tags          force row level security;
alter table ticket_custom_values force row level security;

-- Walks read what vacuum has marked as visible to all without a look at the rows.
alter table tickets set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05);

analyze tickets;
analyze ticket_documents;
analyze ticket_tags;
analyze ticket_custom_values;
