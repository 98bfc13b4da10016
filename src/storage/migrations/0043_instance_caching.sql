-- Who writes asks whether anybody remembers answers of the same organization and connector.
create index instances_with_caching on instances (organization_id, connector_key) where caching_enabled;
