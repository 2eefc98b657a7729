-- How teammates sign in: passwords, set-up links, second factors, sessions, and what slows down
-- those who guess. Who stops being a teammate loses all of it with their row in teammates.

create sequence session_ids;

-- When somebody of the community got a password for the first time; until then the operator may be
-- given a link by which the first administrator joins.
alter table communities add column first_password_time bigint;

create table passwords (
    community_id   bigint  not null,
    person_id      uuid    not null,
    password_hash  text    not null,            -- argon2id, with its parameters and salt
    changed_time   bigint  not null,
    primary key (community_id, person_id),
    foreign key (community_id, person_id) references teammates on delete cascade
);

create table setup_links (
    community_id   bigint  not null references communities,
    token_hash     bytea   not null,            -- SHA-256: a random token of 32 bytes needs no salt
    person_id      uuid,                        -- null: whoever uses it becomes the first administrator
    creation_time  bigint  not null,
    expiry_time    bigint  not null,
    used_time      bigint,
    primary key (community_id, token_hash),
    foreign key (community_id, person_id) references teammates on delete cascade
);
create index setup_links_of_person on setup_links (community_id, person_id);

create table second_factors (
    community_id    bigint  not null,
    person_id       uuid    not null,
    salt            bytea   not null,           -- the secret comes from it and the installation's key
    confirmed_time  bigint,                     -- null: shown, not in use yet
    last_step       bigint  not null default 0, -- the newest time step whose code was accepted
    primary key (community_id, person_id),
    foreign key (community_id, person_id) references teammates on delete cascade
);

create table recovery_codes (
    community_id  bigint  not null,
    person_id     uuid    not null,
    code_hash     bytea   not null,             -- SHA-256 of 80 random bits
    used_time     bigint,
    primary key (community_id, person_id, code_hash),
    foreign key (community_id, person_id) references second_factors on delete cascade
);

-- Between the password and the second factor.
create table sign_in_tickets (
    community_id   bigint   not null,
    token_hash     bytea    not null,
    person_id      uuid     not null,
    is_remembered  boolean  not null,
    expiry_time    bigint   not null,
    tries          integer  not null default 0,
    primary key (community_id, token_hash),
    foreign key (community_id, person_id) references teammates on delete cascade
);
create index sign_in_tickets_of_person on sign_in_tickets (community_id, person_id);

create table sessions (
    community_id    bigint   not null,
    session_id      bigint   not null default nextval('session_ids'),
    person_id       uuid     not null,
    token_hash      bytea    not null,
    is_remembered   boolean  not null,
    creation_time   bigint   not null,
    last_seen_time  bigint   not null,          -- to the minute
    expiry_time     bigint   not null,
    address         text     not null,
    user_agent      text     not null,
    primary key (community_id, session_id),
    unique (community_id, token_hash),
    foreign key (community_id, person_id) references teammates on delete cascade
);
create index sessions_of_person on sessions (community_id, person_id);

-- One number for each who tries: until when the attempts so far count.
create table sign_in_throttles (
    community_id  bigint  not null references communities,
    key_hash      bytea   not null,             -- what is typed as a login may be a password
    full_until    bigint  not null,
    primary key (community_id, key_hash)
);

create table account_preferences (
    community_id            bigint   not null,
    person_id               uuid     not null,
    locale                  text     not null check (locale in ('en', 'nb')),
    time_zone               text     not null,
    theme                   text     not null check (theme in ('auto', 'light', 'dark')),
    density                 text     not null check (density in ('comfortable', 'compact')),
    notify_of_assignments   boolean  not null,
    notify_of_mentions      boolean  not null,
    primary key (community_id, person_id),
    foreign key (community_id, person_id) references teammates on delete cascade
);
