-- How round the widget of a connect session is; null: as the branding of its organization says.
alter table connect_sessions add column corners text;
