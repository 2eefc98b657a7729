-- People by the beginning of their name, of its last word, or of their address. Row-level security
-- lets an index serve only conditions that cannot leak: plain comparisons can, lower() is not marked
-- as such, so the keys are columns. Bytes are compared, whatever the database's own order is: then
-- what begins alike stands together.
drop index people_by_email;

alter table people
    alter column email_key type text collate "C",
    add column name_key text collate "C" generated always as (lower(left(name, 200))) stored,
    add column last_name_key text collate "C"
        generated always as (lower(left(substring(name from '\s(\S+)\s*$'), 200))) stored;

create index people_by_email on people (community_id, email_key, person_id)
    where email_key is not null;
create index people_by_name on people (community_id, name_key, person_id)
    where name_key is not null;
create index people_by_last_name on people (community_id, last_name_key, person_id)
    where last_name_key is not null;

-- The reply that an unsent one answers. It may be gone by the time that the text is sent.
alter table compositions add column answered_reply_id bigint;
