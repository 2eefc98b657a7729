-- Documents in a table of their own: lists walk over narrow rows, and a document that is written
-- anew touches no index of the list.

-- The owner sees the rows of all communities while they are moved.
alter table tickets no force row level security;

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

alter table tickets drop column document;
-- Written anew: a dropped column alone leaves its bytes in every row.
cluster tickets using tickets_pkey;
alter table tickets set without cluster;
alter table tickets force row level security;

analyze ticket_documents;
