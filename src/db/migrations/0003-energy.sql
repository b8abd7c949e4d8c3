-- Contracts, meters, values, prices and invoices. Money is integer cents, unit prices are integer micro-EUR per kWh,
-- energy is integer Wh. A day is a Berlin calendar day; a series has one row per day with an integer array of its 92,
-- 96 or 100 quarter-hours, so that a year of a household is 365 rows.

create table addresses (
  organization_id text not null,
  id text not null,
  customer_id text not null,
  street text not null check (length(street) between 1 and 200),
  house_number text not null check (length(house_number) between 1 and 20),
  zip text not null check (zip ~ '^[0-9]{5}$'),
  city text not null check (length(city) between 1 and 100),
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, customer_id) references customers (organization_id, id)
);

create table meters (
  organization_id text not null,
  id text not null,
  customer_id text not null,
  type text not null check (type in ('smart', 'analog')),
  number text not null check (length(number) between 4 and 20),
  malo text check (malo ~ '^[1-9][0-9]{10}$'),
  melo text check (melo ~ '^DE[0-9A-Z]{31}$'),
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, customer_id) references customers (organization_id, id)
);

create table payment_methods (
  organization_id text not null,
  id text not null,
  customer_id text not null,
  type text not null default 'sepa_debit' check (type = 'sepa_debit'),
  account_holder text not null check (length(account_holder) between 1 and 200),
  iban text not null check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  mandate_reference text not null check (length(mandate_reference) between 1 and 35),
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, customer_id) references customers (organization_id, id)
);

create table subscriptions (
  organization_id text not null,
  id text not null,
  customer_id text not null,
  plan_id text not null,
  -- What the customer quotes on the phone; invoice numbers begin with it.
  number text not null check (length(number) between 4 and 30),
  status text not null check (status in ('pending', 'active', 'ended')),
  -- Berlin midnights: supply runs from start_at to just before end_at.
  start_at timestamptz not null,
  end_at timestamptz check (end_at > start_at),
  terminated_at timestamptz,
  address_id text not null,
  billing_address_id text not null,
  meter_id text not null,
  payment_method_id text,
  estimated_usage_wh bigint not null check (estimated_usage_wh >= 0),
  -- Which rows of market_prices and price_components apply.
  market_area text not null default 'DE-LU',
  grid_operator_code text not null,
  concession_class text not null,
  metering_class text not null,
  module_1 boolean not null default false,
  -- Paid each month in advance of a yearly bill; null where every month is billed by its values.
  instalment_cents integer check (instalment_cents > 0),
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, number),
  foreign key (organization_id, customer_id) references customers (organization_id, id),
  foreign key (organization_id, plan_id) references plans (organization_id, id),
  foreign key (organization_id, address_id) references addresses (organization_id, id),
  foreign key (organization_id, billing_address_id) references addresses (organization_id, id),
  foreign key (organization_id, meter_id) references meters (organization_id, id),
  foreign key (organization_id, payment_method_id) references payment_methods (organization_id, id)
);

create index subscriptions_of_customer on subscriptions (organization_id, customer_id);

-- Day-ahead prices of a market area, the same for every organisation.
create table market_prices (
  area text not null,
  day date not null,
  prices integer[] not null check (cardinality(prices) in (92, 96, 100)),
  source text not null,
  -- Made up for the demo world, and shown as such.
  is_demo boolean not null default false,
  primary key (area, day)
);

-- Levies, taxes, grid fees and metering prices: dated rows, each valid until the next of its kind and scope begins.
create table price_components (
  kind text not null,
  -- '' for everyone, else a grid operator's code, a community size or a metering class.
  scope text not null,
  valid_from date not null,
  -- Net: per kWh, or per year for base prices.
  net_micro_eur bigint not null,
  source text not null,
  primary key (kind, scope, valid_from)
);

-- The order of the columns leaves no padding, so that sixteen days fit on a page: a year takes about 230 KB with its index.
create table interval_days (
  day date not null,
  total_wh integer not null,
  -- final, preliminary, substitute
  status text not null check (status in ('F', 'P', 'S')),
  organization_id text not null,
  meter_id text not null,
  wh integer[] not null check (cardinality(wh) in (92, 96, 100)),
  primary key (organization_id, meter_id, day),
  foreign key (organization_id, meter_id) references meters (organization_id, id)
);

create table meter_readings (
  organization_id text not null,
  id text not null,
  customer_id text not null,
  subscription_id text not null,
  meter_id text not null,
  -- The register at the beginning (00:00) of this day.
  read_on date not null,
  value_wh bigint not null check (value_wh >= 0),
  type text not null check (type in ('customer_report', 'grid_reading', 'grid_estimation')),
  created_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, meter_id, read_on),
  foreign key (organization_id, subscription_id) references subscriptions (organization_id, id),
  foreign key (organization_id, meter_id) references meters (organization_id, id)
);

create table invoices (
  organization_id text not null,
  id text not null,
  customer_id text not null,
  subscription_id text not null,
  -- Counted from 1 without gaps within the subscription; `number` is the subscription's number with it.
  sequence integer not null check (sequence > 0),
  number text not null,
  type text not null check (type in ('usage', 'prepayment', 'void')),
  status text not null check (status in ('open', 'paid', 'voided', 'uncollectible')),
  is_final boolean not null default false,
  -- Both days inclusive.
  period_start date not null,
  period_end date not null check (period_end >= period_start),
  usage_wh bigint,
  -- What the values of a usage invoice are: the least certain of its days decides.
  value_source text check (value_source in ('final', 'preliminary', 'substitute', 'estimate')),
  estimated_days integer not null default 0,
  net_cents bigint not null,
  vat_cents bigint not null,
  total_cents bigint not null,
  vat jsonb not null,
  voids text,
  issued_at timestamptz not null,
  due_on date,
  paid_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, subscription_id, sequence),
  foreign key (organization_id, customer_id) references customers (organization_id, id),
  foreign key (organization_id, subscription_id) references subscriptions (organization_id, id),
  check (total_cents = net_cents + vat_cents),
  check ((type = 'void') = (voids is not null)),
  check ((status = 'paid') = (paid_at is not null))
);

create index invoices_of_customer on invoices (organization_id, customer_id, issued_at desc, id desc);
-- A period is billed once: a second run of the same month finds it done.
create unique index invoices_period on invoices (organization_id, subscription_id, type, period_start)
  where type <> 'void' and status <> 'voided';

create table invoice_lines (
  organization_id text not null,
  invoice_id text not null,
  position integer not null,
  kind text not null,
  period_start date not null,
  period_end date not null,
  quantity bigint not null,
  unit text not null check (unit in ('Wh', 'day', 'piece')),
  unit_price_micro_eur bigint not null,
  unit_price_is_mean boolean not null,
  net_cents bigint not null,
  vat_percent integer not null,
  primary key (organization_id, invoice_id, position),
  foreign key (organization_id, invoice_id) references invoices (organization_id, id)
);

create table meter_orders (
  organization_id text not null,
  id text not null,
  customer_id text not null,
  subscription_id text not null,
  provider text not null,
  status text not null check (status in ('created', 'placed', 'check_submitted', 'check_reviewed', 'scheduled', 'installed', 'activated', 'cancelled')),
  created_at timestamptz not null,
  placed_at timestamptz,
  check_submitted_at timestamptz,
  check_reviewed_at timestamptz,
  appointment_at timestamptz,
  installed_at timestamptz,
  activated_at timestamptz,
  cancelled_at timestamptz,
  cancelled_reason text check (cancelled_reason in ('pre_existing', 'customer_request')),
  blocked_at timestamptz,
  blocked_reason text check (blocked_reason in ('check_missing', 'grid_operator_registration')),
  primary key (organization_id, id),
  foreign key (organization_id, subscription_id) references subscriptions (organization_id, id)
);
