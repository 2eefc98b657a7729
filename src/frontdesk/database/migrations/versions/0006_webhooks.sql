-- Webhooks, their deliveries and attempts, and how far readers of the journal have come.

create sequence webhook_ids;
create sequence webhook_delivery_ids;

-- The journal in commit order: by transaction, then as the transaction wrote.
create index events_in_commit_order on events (community_id, transaction_id, event_id);
create index events_by_time         on events (community_id, time, event_id);

-- How far each reader of a community's journal has come: all up to here is done, this one included.
create table event_readers (
    community_id    bigint  not null references communities,
    reader          text    not null,            -- "webhooks", …
    transaction_id  xid8    not null,
    event_id        bigint  not null,
    primary key (community_id, reader)
);

create table webhooks (
    community_id           bigint       not null references communities,
    webhook_id             bigint       not null default nextval('webhook_ids'),
    url                    text         not null,
    verify_token           text         not null,
    object_type            text         not null check (object_type in ('ticket', 'reply', 'note')),
    events                 text[]       not null,
    is_enabled             boolean      not null default true,
    disabled_reason        text,                     -- in words; null while it is enabled
    disabled_time          bigint,
    secret                 text         not null,    -- "whsec_…": kept as it is, to sign with it
    previous_secret        text,                     -- signs as well, until then
    previous_secret_until  bigint,
    since                  pg_snapshot  not null default pg_current_snapshot(),  -- what this sees is too old to be sent
    creation_time          bigint       not null,
    version                bigint       not null default 1,  -- counts people's changes, for If-Match
    -- What the worker keeps book of:
    last_delivery_time     bigint,                   -- of the newest answer that counted
    consecutive_failures   integer      not null default 0,
    first_failure_time     bigint,                   -- of those; null after a success
    open_until             bigint,                   -- the circuit breaker: nothing is sent before
    held_by                text,                     -- the worker that is sending to it, until then
    held_until             bigint,
    primary key (community_id, webhook_id)
);

create table webhook_deliveries (
    community_id       bigint   not null,
    delivery_id        bigint   not null default nextval('webhook_delivery_ids'),  -- in commit order
    webhook_id         bigint   not null,
    message_id         text     not null,        -- the header webhook-id, the same whenever it is sent
    event_id           bigint   not null,
    event_type         text     not null,
    ticket_id          bigint   not null,
    event_time         bigint   not null,
    body               bytea    not null,        -- finished when it was made: each attempt sends these bytes
    status             text     not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
    attempts           integer  not null default 0,
    next_attempt_time  bigint   not null,
    creation_time      bigint   not null,
    finished_time      bigint,                   -- null while it is pending
    failure            text,                     -- why it failed for good, in words
    is_replay          boolean  not null default false,  -- made by a resend or a replay
    primary key (community_id, delivery_id),
    foreign key (community_id, webhook_id) references webhooks on delete cascade
);
-- One an event and webhook, so that making them again makes nothing.
create unique index webhook_deliveries_once
    on webhook_deliveries (community_id, webhook_id, event_id) where not is_replay;
create index webhook_deliveries_due
    on webhook_deliveries (community_id, webhook_id, next_attempt_time, delivery_id) where status = 'pending';
create index webhook_deliveries_in_order
    on webhook_deliveries (community_id, webhook_id, ticket_id, delivery_id) where status = 'pending';
create index webhook_deliveries_newest
    on webhook_deliveries (community_id, webhook_id, delivery_id);
create index webhook_deliveries_by_status
    on webhook_deliveries (community_id, webhook_id, status, delivery_id);
create index webhook_deliveries_finished
    on webhook_deliveries (community_id, finished_time) where finished_time is not null;

-- Durations are in ticks; null for a step that was not reached or not needed.
create table webhook_attempts (
    community_id     bigint   not null,
    delivery_id      bigint   not null,
    attempt          integer  not null,          -- 1 is the first
    time             bigint   not null,
    request_headers  jsonb    not null,          -- {"webhook-id": "…", …}
    status           integer,                    -- of the HTTP answer; null without one
    dns              bigint,
    connect          bigint,
    tls              bigint,
    first_byte       bigint,
    total            bigint   not null,
    answer           text,                       -- how it began
    failure          text,                       -- in words; null: it counted
    primary key (community_id, delivery_id, attempt),
    foreign key (community_id, delivery_id) references webhook_deliveries on delete cascade
);

-- Transaction ids belong to one server. After a dump was restored into another one, events may have
-- ids that this server has yet to give out: such a community's journal is settled, in the order of
-- its events. A position of before then stands at the same event (see events.feed). The caller may
-- change rows of every community that it enters.
create function settle_restored_journal() returns bigint
    language plpgsql set search_path = public, pg_temp
as $$
declare
    community bigint;
    settled bigint := 0;
begin
    for community in
        select c.community_id
        from communities c
        where pg_snapshot_xmax(pg_current_snapshot()) <= (
            select max(e.transaction_id) from events e where e.community_id = c.community_id
        )
    loop
        perform set_config('frontdesk.community', community::text, true);
        update event_readers r
        set transaction_id = '0'
        where r.community_id = community;
        update events e
        set transaction_id = '0'
        where e.community_id = community and e.transaction_id <> '0'::xid8;
        settled := settled + 1;
    end loop;
    return settled;
end
$$;
revoke execute on function settle_restored_journal() from public;

-- The doors by which a worker, which serves all communities, learns where there is something to do.
-- They give away ids and times only. The owner may read all, so that they work under forced security.
create policy directory on events             for select to current_user using (true);
create policy directory on event_readers      for select to current_user using (true);
create policy directory on webhooks           for select to current_user using (true);
create policy directory on webhook_deliveries for select to current_user using (true);

-- Communities whose journal holds, in finished transactions, what this reader has not had.
create function communities_with_new_events(sought text) returns setof bigint
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select r.community_id
        from event_readers r
        where r.reader = sought
          and exists (
            select from events e
            where e.community_id = r.community_id
              and (e.transaction_id, e.event_id) > (r.transaction_id, r.event_id)
              and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
          );
    end;

-- Endpoints that no worker holds, and to which something is due that waits for nothing earlier of its
-- ticket.
create function webhooks_with_due_deliveries(now bigint)
    returns table (community_id bigint, webhook_id bigint)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select w.community_id, w.webhook_id
        from webhooks w
        where w.is_enabled
          and coalesce(w.open_until, now) <= now
          and coalesce(w.held_until, now) <= now
          and exists (
            select from webhook_deliveries d
            where d.community_id = w.community_id
              and d.webhook_id = w.webhook_id
              and d.status = 'pending'
              and d.next_attempt_time <= now
              and d.delivery_id = (
                select first.delivery_id
                from webhook_deliveries first
                where first.community_id = d.community_id
                  and first.webhook_id = d.webhook_id
                  and first.ticket_id = d.ticket_id
                  and first.status = 'pending'
                order by first.delivery_id
                limit 1
              )
          );
    end;

-- When the next delivery to an enabled endpoint is due; null when none is pending.
create function next_delivery_time() returns bigint
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select min(greatest(first.due, w.open_until))
        from webhooks w
        cross join lateral (
            select d.next_attempt_time as due
            from webhook_deliveries d
            where d.community_id = w.community_id
              and d.webhook_id = w.webhook_id
              and d.status = 'pending'
            order by d.next_attempt_time
            limit 1
        ) first
        where w.is_enabled;
    end;

-- Communities that hold deliveries finished before then.
create function communities_with_old_deliveries(before bigint) returns setof bigint
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.community_id
        from communities c
        where exists (
            select from webhook_deliveries d
            where d.community_id = c.community_id and d.finished_time < before
        );
    end;
