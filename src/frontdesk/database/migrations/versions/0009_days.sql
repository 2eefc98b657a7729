-- Ranges of creation times by activity are walked in runs: periods of ten days for what a range
-- covers wholly, days for what is left at its ends, so that little of another time is in the way.

alter table tickets
    add column creation_day bigint not null
        generated always as (creation_time / 864000000000) stored;

create index tickets_by_day_activity on tickets (community_id, creation_day, status, last_activity, ticket_id) include (creation_time);

analyze tickets;
