-- A community's journal is settled up to the oldest transaction under way that may still write to it.
-- A load (import, generate) takes minutes, holds the advisory lock below from its start to its end,
-- and writes to no other community's journal: the others do not wait for it.
--
-- pg_locks knows 32 bits of a transaction's id, enough to tell those under way apart. Two communities
-- with the same hash wait for each other's loads.

create function settled_end(of_community bigint) returns xid8
    language sql stable set search_path = public, pg_temp
    begin atomic
        with locks as materialized (
            select l.locktype, l.virtualtransaction, l.classid, l.objid, l.objsubid, l.transactionid
            from pg_locks l
            where l.locktype in ('advisory', 'transactionid')
              and l.granted
        ),
        loads_elsewhere as materialized (
            select under_way.transactionid::text::bigint as short_id
            from locks load
            join locks under_way using (virtualtransaction)
            where load.locktype = 'advisory'
              and load.objsubid = 2                        -- the form with two keys
              and load.classid = hashtext('load_tickets')::oid
              and load.objid <> hashint8(of_community)::oid
              and under_way.locktype = 'transactionid'
        )
        select coalesce(min(x.under_way), pg_snapshot_xmax(pg_current_snapshot()))
        from pg_snapshot_xip(pg_current_snapshot()) x (under_way)
        where x.under_way::text::bigint & 4294967295 not in (select short_id from loads_elsewhere);
    end;

create or replace function communities_with_new_events(sought text) returns setof bigint
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select r.community_id
        from event_readers r
        where r.reader = sought
          and exists (
            select from events e
            where e.community_id = r.community_id
              and (e.transaction_id, e.event_id) > (r.transaction_id, r.event_id)
              and e.transaction_id < pg_snapshot_xmax(pg_current_snapshot())
              and e.transaction_id < settled_end(r.community_id)
          );
    end;
