-- Who serves which place, at which hours a controllable device's grid fee is low or high, and which prices were known when.

-- Suppliers, grid operators and metering operators by their BDEW code, the same for every organisation.
create table market_partners (
  id text primary key,
  code text not null check (code ~ '^[0-9]{13}$'),
  role text not null check (role in ('supplier', 'grid_operator', 'metering_operator')),
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null,
  unique (role, code)
);

-- A postal code may have several places, and these several grid operators and community sizes.
create table grid_areas (
  zip text not null check (zip ~ '^[0-9]{5}$'),
  place text not null check (length(place) between 1 and 100),
  valid_from date not null,
  grid_operator_code text not null check (grid_operator_code ~ '^[0-9]{13}$'),
  concession_class text not null check (concession_class in ('le_25000', 'le_100000', 'le_500000', 'gt_500000')),
  source text not null,
  primary key (zip, place, valid_from)
);

-- § 14a EnWG module 3: the hours of the local clock at which a grid operator's working price is low or high; at all others
-- the standard price holds. They hold in one quarter of the year, from their year on until a later year has its own.
create table grid_fee_windows (
  grid_operator_code text not null check (grid_operator_code ~ '^[0-9]{13}$'),
  valid_from date not null,
  quarter smallint not null check (quarter between 1 and 4),
  level text not null check (level in ('low', 'high')),
  -- Quarter-hours of the clock, from 0 (00:00) to 96 (24:00): the window is [starts, ends).
  starts smallint not null check (starts between 0 and 95),
  ends smallint not null check (ends > starts and ends <= 96),
  source text not null,
  primary key (grid_operator_code, valid_from, quarter, starts)
);

alter table subscriptions
  add column module_2 boolean not null default false,
  add column module_3 boolean not null default false,
  -- Null: the grid operator measures as well, as it does where nobody else was asked (§ 3 MsbG).
  add column metering_operator_code text check (metering_operator_code ~ '^[0-9]{13}$'),
  add constraint modules_fit check (not (module_2 and (module_1 or module_3)) and (module_1 or not module_3));

-- A price that was corrected later stays traceable: an invoice names the version it was reckoned with.
alter table market_prices add column version integer not null default 1;

create table market_price_versions (
  area text not null,
  day date not null,
  version integer not null,
  prices integer[] not null,
  source text not null,
  replaced_at timestamptz not null,
  primary key (area, day, version)
);

-- What each attempt to fetch prices came to: a refused answer is reported here, and the last good day stays.
create table price_fetches (
  area text not null,
  fetched_at timestamptz not null,
  source text not null,
  outcome text not null check (outcome in ('stored', 'unchanged', 'not_published', 'refused', 'failed')),
  -- The days stored, both inclusive; null for every other outcome.
  first_day date,
  last_day date,
  message text,
  primary key (area, fetched_at)
);
