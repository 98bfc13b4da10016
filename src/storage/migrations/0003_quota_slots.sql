-- A minute's quota is counted in slots of ten seconds, the newest first, so that a full burst is possible and
-- still no sixty seconds hold more than the limit. One counter per window could promise only one of both.
alter table quota_budgets drop column taken;
alter table quota_budgets add column slots integer[] not null default '{}';
