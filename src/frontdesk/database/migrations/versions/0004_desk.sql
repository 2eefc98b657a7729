-- Canned answers, saved views, unsent texts, read marks, response times with office hours.

create sequence canned_answer_ids;
create sequence saved_view_ids;

create table canned_answers (
    community_id  bigint    not null references communities,
    answer_id     bigint    not null default nextval('canned_answer_ids'),
    owner_id      uuid,                         -- null: everybody's
    title         text      not null,
    shortcut      text,
    text          text      not null,
    html          text      not null,
    category_ids  bigint[]  not null default '{}',   -- empty: offered for every ticket
    use_count     bigint    not null default 0,
    primary key (community_id, answer_id),
    foreign key (community_id, owner_id) references people
);
-- One shared answer a shortcut, and one of each teammate's own.
create unique index canned_answers_by_shortcut
    on canned_answers (community_id, coalesce(owner_id, '00000000-0000-0000-0000-000000000000'), lower(shortcut));

create table saved_views (
    community_id  bigint   not null references communities,
    view_id       bigint   not null default nextval('saved_view_ids'),
    owner_id      uuid     not null,
    name          text     not null,
    is_shared     boolean  not null,
    position      integer  not null,
    filter        json     not null,
    primary key (community_id, view_id),
    foreign key (community_id, owner_id) references people
);
create index saved_views_of_person on saved_views (community_id, owner_id);
create index saved_views_shared    on saved_views (community_id) where is_shared;

-- What a teammate has typed and not sent. An empty text is one that was sent or thrown away: its
-- revision still refuses saves that were under way.
create table compositions (
    community_id  bigint  not null,
    ticket_id     bigint  not null,
    person_id     uuid    not null,
    kind          text    not null check (kind in ('reply', 'note')),
    text          text    not null,
    revision      bigint  not null,
    time          bigint  not null,
    primary key (community_id, ticket_id, person_id, kind),
    foreign key (community_id, ticket_id) references tickets,
    foreign key (community_id, person_id) references people
);
create index compositions_of_person on compositions (community_id, person_id, time, ticket_id) where text <> '';

-- A row only for a ticket that somebody looked at; all others are judged by the watermark.
create table read_marks (
    community_id  bigint   not null,
    person_id     uuid     not null,
    ticket_id     bigint   not null,
    seen_time     bigint   not null,            -- of the newest part of the thread that was seen
    is_unread     boolean  not null default false,   -- put back on purpose
    primary key (community_id, person_id, ticket_id),
    foreign key (community_id, person_id) references people,
    foreign key (community_id, ticket_id) references tickets
);

create table read_watermarks (
    community_id  bigint  not null,
    person_id     uuid    not null,
    time          bigint  not null,             -- what happened until then is read
    primary key (community_id, person_id),
    foreign key (community_id, person_id) references people
);

-- Without a row: open and pending tickets expire, and the clock never stops.
create table response_rules (
    community_id  bigint  not null primary key references communities,
    statuses      text[]  not null,
    office_hours  json
);

create table category_response_times (
    community_id   bigint  not null,
    category_id    bigint  not null,
    response_time  bigint  not null,
    primary key (community_id, category_id),
    foreign key (community_id, category_id) references categories on delete cascade
);

create index note_mentions_of_person on note_mentions (community_id, person_id, note_id);
create index reply_tags_by_tag       on reply_tags (community_id, tag_id, reply_id);
create index events_by_actor         on events (community_id, actor_id, event_id);
create index events_by_name          on events (community_id, name, event_id);
