-- Communities, people, tokens, categories, custom fields, tags, tickets and their threads, journal.
--
-- Times are ticks: 100 ns since 1970 UTC. Every key begins with community_id, every join stays
-- inside a community, and row-level security (end of this file) holds each connection to the one
-- community that it has set in frontdesk.community.

create sequence community_ids;
create sequence token_ids;
create sequence category_ids;
create sequence custom_field_ids;
create sequence user_group_ids;
create sequence tag_ids;
create sequence ticket_ids;
create sequence reply_ids;
create sequence note_ids;
create sequence attachment_ids;
create sequence event_ids;

create table communities (
    community_id   bigint  primary key default nextval('community_ids'),
    short_name     text    not null unique,
    name           text    not null,
    client_id      uuid    not null unique,
    api_user_id    uuid    not null,
    response_time  bigint  not null,            -- ticks without activity after which a ticket expires
    creation_time  bigint  not null
);

create table people (
    community_id       bigint   not null references communities,
    person_id          uuid     not null,
    name               text,
    email              text,
    email_key          text,                    -- trimmed, lower case: how people are found
    image              text,
    phone_number       text,
    custom_identifier  text,
    identifier_key     text,
    status             text     not null check (status in ('client', 'team', 'vendor')),
    is_bot             boolean  not null default false,
    creation_time      bigint   not null,
    primary key (community_id, person_id)
);
create index people_by_email on people (community_id, email_key) where email_key is not null;
create index people_by_identifier on people (community_id, identifier_key) where identifier_key is not null;

create table teammates (
    community_id  bigint  not null,
    person_id     uuid    not null,
    role          text    not null check (role in ('admin', 'agent', 'read_only_user')),
    login_key     text,                         -- the e-mail address, trimmed, lower case
    primary key (community_id, person_id),
    unique (community_id, login_key),
    foreign key (community_id, person_id) references people
);

create table refresh_tokens (
    community_id   bigint   not null references communities,
    token_id       bigint   not null default nextval('token_ids'),
    name           text     not null,
    kind           text     not null check (kind in ('refresh', 'public')),
    role           text     not null check (role in ('admin', 'agent', 'read_only_user')),
    token_hash     bytea    not null,           -- SHA-256: a random token of 32 bytes needs no salt
    creation_time  bigint   not null,
    revoked_time   bigint,
    primary key (community_id, token_id),
    unique (community_id, token_hash)
);

create table categories (
    community_id   bigint   not null references communities,
    category_id    bigint   not null default nextval('category_ids'),
    parent_id      bigint,
    name           text     not null,
    auto_archive   boolean  not null default false,
    can_be_chosen  boolean  not null default true,
    is_hidden      boolean  not null default false,
    is_muted       boolean  not null default false,
    primary key (community_id, category_id),
    foreign key (community_id, parent_id) references categories
);

create table custom_fields (
    community_id           bigint    not null references communities,
    field_id               bigint    not null default nextval('custom_field_ids'),
    name                   text      not null,
    type                   text      not null,
    field_order            integer   not null default 0,
    placeholder            text,
    default_value          text,
    is_hidden              boolean   not null default false,
    is_required            boolean   not null default false,
    is_sensitive_data      boolean   not null default false,
    assigned_category_ids  bigint[]  not null default '{}',
    possible_values        jsonb     not null default '[]',   -- [{"order", "value"}]
    version                bigint    not null default 1,      -- counts changes, for If-Match
    primary key (community_id, field_id)
);

create table user_groups (
    community_id  bigint  not null references communities,
    group_id      bigint  not null default nextval('user_group_ids'),
    name          text    not null,
    primary key (community_id, group_id)
);

create table user_group_members (
    community_id  bigint  not null,
    group_id      bigint  not null,
    person_id     uuid    not null,
    primary key (community_id, group_id, person_id),
    foreign key (community_id, group_id)  references user_groups on delete cascade,
    foreign key (community_id, person_id) references teammates   on delete cascade
);

-- The categories whose tickets a group's members see.
create table user_group_categories (
    community_id  bigint  not null,
    group_id      bigint  not null,
    category_id   bigint  not null,
    primary key (community_id, group_id, category_id),
    foreign key (community_id, group_id)    references user_groups on delete cascade,
    foreign key (community_id, category_id) references categories  on delete cascade
);

create table widget_schedules (
    community_id  bigint   not null references communities,
    widget_id     bigint   not null,
    time_period   integer  not null check (time_period in (1, 2, 3)),  -- every day, weekdays, custom
    times         jsonb,                        -- [{"start_at", "end_at"}] for 1 and 2
    custom_times  jsonb,                        -- {"monday": the same, …} for 3
    primary key (community_id, widget_id)
);

create table tags (
    community_id  bigint  not null references communities,
    tag_id        bigint  not null default nextval('tag_ids'),
    name          text    not null,
    primary key (community_id, tag_id),
    unique (community_id, name)
);

create table tickets (
    community_id             bigint    not null references communities,
    ticket_id                bigint    not null default nextval('ticket_ids'),
    title                    text,
    author_id                uuid      not null,
    assignee_id              uuid,
    category_id              bigint,
    status                   text      not null check (status in ('open', 'pending', 'completed')),
    source                   text      not null,
    detailed_source          text      not null,
    source_name              text,
    sentiment                text      not null,
    original_link            text,
    cc                       text[]    not null default '{}',
    creation_time            bigint    not null,
    last_activity            bigint    not null,
    expiry_time              bigint,              -- null: completed, never expires
    reply_count              integer   not null,
    is_anonymized            boolean   not null default false,
    is_muted                 boolean   not null default false,
    has_attachments          boolean   not null default false,
    has_draft                boolean   not null default false,
    is_assigned_to_bot       boolean   not null default false,
    is_deleted               boolean   not null default false,
    is_hidden                boolean   not null default false,
    is_spam                  boolean   not null default false,
    is_sensitive             boolean   not null default false,
    -- What an imported ticket says of replies and notes that stayed where it came from:
    imported_reply_count     integer   not null default 0,
    imported_last_activity   bigint,
    imported_attachments     boolean   not null default false,
    imported_draft           boolean   not null default false,
    document                 json      not null,  -- the finished API object, member order and all
    primary key (community_id, ticket_id),
    foreign key (community_id, author_id)   references people,
    foreign key (community_id, assignee_id) references people,
    foreign key (community_id, category_id) references categories
);
-- One index per order and per filter that lists alone are narrowed by; research: a filter with its
-- own ordered index costs the same at any size.
create index tickets_by_activity          on tickets (community_id, last_activity, ticket_id);
create index tickets_by_creation          on tickets (community_id, creation_time, ticket_id);
create index tickets_by_status_activity   on tickets (community_id, status, last_activity, ticket_id);
create index tickets_by_status_creation   on tickets (community_id, status, creation_time, ticket_id);
create index tickets_by_source_activity   on tickets (community_id, source, last_activity, ticket_id);
create index tickets_by_category_activity on tickets (community_id, category_id, last_activity, ticket_id);
create index tickets_by_all_three         on tickets (community_id, category_id, status, source, last_activity, ticket_id);
create index tickets_by_assignee_activity on tickets (community_id, assignee_id, last_activity, ticket_id);
create index tickets_by_author_activity   on tickets (community_id, author_id, last_activity, ticket_id);

-- The first message of a ticket, apart from the row that every list walks over.
create table ticket_messages (
    community_id  bigint  not null,
    ticket_id     bigint  not null,
    message       text,
    html_message  text,
    primary key (community_id, ticket_id),
    foreign key (community_id, ticket_id) references tickets
);

create table ticket_tags (
    community_id  bigint   not null,
    ticket_id     bigint   not null,
    position      integer  not null,            -- tags keep the order in which they were added
    tag_id        bigint   not null,
    primary key (community_id, ticket_id, tag_id),
    foreign key (community_id, ticket_id) references tickets,
    foreign key (community_id, tag_id)    references tags
);
create index tickets_by_tag on ticket_tags (community_id, tag_id, ticket_id);

create table ticket_custom_values (
    community_id  bigint   not null,
    ticket_id     bigint   not null,
    field_id      bigint   not null,
    position      integer  not null,            -- a field of several values has several rows
    value         text     not null,
    value_hash    bigint   not null generated always as (hashtextextended(value, 0)) stored,
    primary key (community_id, ticket_id, field_id, position),
    foreign key (community_id, ticket_id) references tickets,
    foreign key (community_id, field_id)  references custom_fields
);
-- By hash: a value may be longer than an index row.
create index tickets_by_custom_value on ticket_custom_values (community_id, field_id, value_hash, ticket_id);

create table replies (
    community_id     bigint   not null,
    reply_id         bigint   not null default nextval('reply_ids'),
    ticket_id        bigint   not null,
    parent_reply_id  bigint,
    level            integer  not null default 0,
    author_id        uuid     not null,
    creation_time    bigint   not null,
    message          text     not null,
    html_message     text     not null,
    is_by_team       boolean  not null,
    is_draft         boolean  not null default false,
    is_hidden        boolean  not null default false,
    cc_emails        text[]   not null default '{}',
    to_emails        text[]   not null default '{}',
    primary key (community_id, reply_id),
    foreign key (community_id, ticket_id)       references tickets,
    foreign key (community_id, parent_reply_id) references replies,
    foreign key (community_id, author_id)       references people
);
create index replies_of_ticket on replies (community_id, ticket_id, creation_time, reply_id);

create table reply_tags (
    community_id  bigint   not null,
    reply_id      bigint   not null,
    position      integer  not null,
    tag_id        bigint   not null,
    primary key (community_id, reply_id, tag_id),
    foreign key (community_id, reply_id) references replies,
    foreign key (community_id, tag_id)   references tags
);

create table notes (
    community_id   bigint  not null,
    note_id        bigint  not null default nextval('note_ids'),
    ticket_id      bigint  not null,
    author_id      uuid    not null,
    creation_time  bigint  not null,
    message        text    not null,
    html_message   text    not null,
    version        bigint  not null default 1,  -- counts changes, for If-Match
    primary key (community_id, note_id),
    foreign key (community_id, ticket_id) references tickets,
    foreign key (community_id, author_id) references people
);
create index notes_of_ticket on notes (community_id, ticket_id, creation_time, note_id);

create table note_mentions (
    community_id  bigint   not null,
    note_id       bigint   not null,
    position      integer  not null,
    person_id     uuid     not null,
    primary key (community_id, note_id, person_id),
    foreign key (community_id, note_id)   references notes on delete cascade,
    foreign key (community_id, person_id) references people
);

-- Uploaded files: the bytes lie in the file store under their digest, once however often uploaded.
create table files (
    community_id   bigint  not null references communities,
    file_id        uuid    not null,            -- random: what an address names
    digest         bytea   not null,            -- SHA-256 of the bytes
    size           bigint  not null,
    media_type     text    not null,            -- as sniffed, never as claimed
    name           text    not null,
    creation_time  bigint  not null,
    primary key (community_id, file_id)
);
create index files_by_digest on files (community_id, digest);

-- A file of a ticket's first message (neither reply nor note), of a reply or of a note.
create table attachments (
    community_id     bigint   not null,
    attachment_id    bigint   not null default nextval('attachment_ids'),
    ticket_id        bigint   not null,
    reply_id         bigint,
    note_id          bigint,
    position         integer  not null,
    name             text,
    url              text     not null,
    is_content_part  boolean  not null default false,
    file_id          uuid,                      -- an uploaded file; null: an address elsewhere
    primary key (community_id, attachment_id),
    foreign key (community_id, file_id)   references files,
    foreign key (community_id, ticket_id) references tickets,
    foreign key (community_id, reply_id)  references replies,
    foreign key (community_id, note_id)   references notes on delete cascade
);
create index attachments_of_ticket on attachments (community_id, ticket_id);

-- First answers of POSTs that carried an Idempotency-Key (contract rule 1.9), kept for a day.
create table idempotency_keys (
    community_id   bigint   not null references communities,
    token_id       bigint   not null,
    key            text     not null,
    request_hash   bytea    not null,           -- SHA-256 of method, path and body
    status         integer,                     -- null: the first request is still under way
    answer         bytea,
    entity_tag     text,                        -- the answer's header ETag
    creation_time  bigint   not null,
    primary key (community_id, token_id, key)
);
create index idempotency_keys_by_time on idempotency_keys (community_id, creation_time);

-- The journal: every change, written in the transaction that made it.
create table events (
    community_id    bigint  not null references communities,
    event_id        bigint  not null default nextval('event_ids'),
    transaction_id  xid8    not null default pg_current_xact_id(),  -- for readers in commit order
    time            bigint  not null,
    name            text    not null,
    actor_id        uuid,
    ticket_id       bigint,
    subject_id      text,                       -- the reply, note, category, … that it is about
    data            jsonb   not null default '{}',
    primary key (community_id, event_id)
);
create index events_of_ticket on events (community_id, ticket_id, event_id) where ticket_id is not null;

-- The one community that this connection works for; null (and so no row at all) until it is set.
create function own_community_id() returns bigint
    language sql stable parallel safe
    return nullif(current_setting('frontdesk.community', true), '')::bigint;

-- The doors by which a request finds its community, before it has one. They give away the id only.
-- The owner may read the whole directory, so that these functions work under forced security.
create policy directory on communities for select to current_user using (true);

create function community_of_client(sought uuid) returns bigint
    language sql stable security definer set search_path = public, pg_temp
    return (select community_id from communities where client_id = sought);

create function community_of_short_name(sought text) returns bigint
    language sql stable security definer set search_path = public, pg_temp
    return (select community_id from communities where short_name = sought);
