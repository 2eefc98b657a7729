-- Around the job queue (schema procrastinate): how jobs are queued, and a worker's doors.

-- Rows of the queue live for seconds: dead ones must not pile up.
alter table procrastinate.procrastinate_jobs   set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table procrastinate.procrastinate_events set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Queues a job in the caller's transaction. A job that waits under the same queueing lock is enough:
-- then no other is queued, and false is the answer.
create function queue_job(task text, arguments jsonb, queueing_lock text, due timestamptz) returns boolean
    language sql volatile set search_path = procrastinate, pg_temp
    begin atomic
        with queued as (
            insert into procrastinate.procrastinate_jobs (queue_name, task_name, args, queueing_lock, scheduled_at)
            values ('default', queue_job.task, queue_job.arguments, queue_job.queueing_lock, queue_job.due)
            on conflict (queueing_lock) where status = 'todo' do nothing
            returning id
        )
        select exists (select from queued);
    end;

-- All communities, for what a worker does in each of them. It gives away the ids only.
create function all_community_ids() returns setof bigint
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select community_id from communities order by community_id;
    end;

-- Those of the digests that no file of any community has: their bytes are of no use any more.
create policy directory on files for select to current_user using (true);

create function digests_without_a_file(sought bytea[]) returns setof bytea
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select d.digest
        from unnest(sought) as d (digest)
        where not exists (select from files f where f.digest = d.digest);
    end;
create index files_by_digest_alone on files (digest);
