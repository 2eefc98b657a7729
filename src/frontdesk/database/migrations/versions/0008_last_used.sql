-- When a token last opened its community, told to people who wonder whether it is still needed.
alter table refresh_tokens add column last_used_time bigint;  -- null: never; up to a minute behind
