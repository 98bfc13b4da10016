-- Newest last instead of newest first: new rows then go to the end of the index, which costs the least; reading
-- newest first walks it backwards.
drop index usage_of_organization;
create index usage_of_organization on usage_records (organization_id, at, id);
