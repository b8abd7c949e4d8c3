-- What partners say their customers are going to draw; and what the API reads meter readings by.

-- One row for each contract and day; a forecast that comes later takes its place.
create table load_forecasts (
  day date not null,
  received_at timestamptz not null,
  organization_id text not null,
  subscription_id text not null,
  -- The mean power of each of the day's 92, 96 or 100 quarter-hours.
  watts integer[] not null check (cardinality(watts) in (92, 96, 100) and 0 <= all (watts)),
  primary key (organization_id, subscription_id, day),
  foreign key (organization_id, subscription_id) references subscriptions (organization_id, id)
);

create index meter_readings_newest on meter_readings (organization_id, created_at desc, id desc);
create index meter_readings_of_customer on meter_readings (organization_id, customer_id, created_at desc, id desc);
create index meter_readings_of_subscription on meter_readings (organization_id, subscription_id);
