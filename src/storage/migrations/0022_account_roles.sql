-- Roles that all users of an account have besides their own.
alter table accounts add column roles text[] not null default '{}';
