-- Where meter values came from, and what they were before a later delivery replaced them.

-- One delivered file: what was recognised in it and what it changed.
create table meter_value_imports (
  organization_id text not null,
  id text not null,
  file_name text not null check (length(file_name) between 1 and 255),
  sha256 bytea not null,
  format text not null check (format in ('load_profile_csv', 'mscons')),
  -- What was recognised and what was assumed: unit, start or end of the interval, separators, code page.
  recognised jsonb not null default '{}',
  days_written integer not null,
  days_unchanged integer not null,
  readings_written integer not null,
  -- Rows left out because the operator asked to go on without them.
  problems jsonb not null default '[]',
  imported_at timestamptz not null,
  primary key (organization_id, id)
);

create index meter_value_imports_newest on meter_value_imports (organization_id, imported_at desc, id desc);

alter table interval_days
  -- One letter for each quarter-hour where they differ; null where `status` holds for all of them.
  add column statuses text,
  -- Counts the deliveries of this day; an invoice names the version it was reckoned with.
  add column version integer not null default 1,
  add column delivered_at timestamptz,
  add column import_id text,
  add column large_wh integer[] check (cardinality(large_wh) in (92, 96, 100)),
  drop constraint interval_days_status_check,
  -- final, preliminary, substitute (formed by the metering operator), estimated (formed by us until values arrive). Where the
  -- quarter-hours differ, `status` is that of the least certain one.
  add constraint interval_days_status_check check (status in ('F', 'P', 'S', 'E')),
  add constraint interval_days_statuses_check check (length(statuses) = cardinality(coalesce(wh, large_wh)));

-- Two bytes for a quarter-hour are enough for up to 32,767 Wh (131 kW) and take a third off the year of a household, which
-- PostgreSQL itself never does: it compresses no row under 2 KB. The rare day that goes beyond lies whole in large_wh.
update interval_days set large_wh = wh where 32767 < any (wh);
alter table interval_days alter column wh drop not null;
alter table interval_days
  alter column wh type smallint[] using case when large_wh is null then wh::smallint[] end,
  add constraint interval_days_one_array check ((wh is null) <> (large_wh is null)),
  -- The days of a household arrive one by one between those of all others. With the totals in the index, a year by month is
  -- read from a few of its pages rather than from 365 pages of the table.
  drop constraint interval_days_pkey,
  add primary key (organization_id, meter_id, day) include (total_wh, status);

create table interval_day_versions (
  day date not null,
  total_wh integer not null,
  version integer not null,
  status text not null,
  organization_id text not null,
  meter_id text not null,
  statuses text,
  delivered_at timestamptz,
  import_id text,
  replaced_at timestamptz not null,
  wh smallint[],
  large_wh integer[],
  primary key (organization_id, meter_id, day, version),
  foreign key (organization_id, meter_id) references meters (organization_id, id)
);

-- Deliveries name a market or metering location rather than our meter.
create index meters_malo on meters (organization_id, malo) where malo is not null;
create index meters_melo on meters (organization_id, melo) where melo is not null;
create index meters_number on meters (organization_id, number);

alter table meter_readings add column import_id text;
