-- What an invoice must say about its supplier, what it was reckoned from, and what became of it.

-- Name, address, register, contact, bank account and energy mix, as § 40 and § 42 EnWG ask for on every invoice.
create table supplier_profiles (
  organization_id text primary key references organizations (id),
  details jsonb not null,
  updated_at timestamptz not null
);

alter table invoices
  -- The voided invoice whose period this one bills anew.
  add column corrects text,
  add column voided_at timestamptz,
  add column uncollectible_at timestamptz,
  -- Since when it is known to be unpaid after its due day.
  add column overdue_at timestamptz,
  -- A paid invoice that is voided keeps the day it was paid: its void is the credit for that payment.
  drop constraint invoices_check3,
  add constraint invoices_paid_check check (case status when 'paid' then paid_at is not null when 'voided' then true else paid_at is null end);

-- The days of a usage invoice, first to last, in one row: energy, its worth at the exchange, status and the versions of values
-- and prices they were reckoned from, so that every line can be followed down to the quarter-hour.
create table invoice_days (
  organization_id text not null,
  invoice_id text not null,
  first_day date not null,
  energy_wh integer[] not null,
  exchange_nano_eur bigint[] not null,
  -- One letter a day: F, P, S, E.
  statuses text not null,
  -- Null for a meter that does not measure quarter-hours, or a tariff that does not follow the exchange.
  value_versions integer[],
  price_versions integer[],
  primary key (organization_id, invoice_id),
  foreign key (organization_id, invoice_id) references invoices (organization_id, id)
);

-- Open invoices by due day, for the overdue job.
create index invoices_due on invoices (organization_id, due_on) where status = 'open';
create index invoices_of_subscription on invoices (organization_id, subscription_id, sequence);

-- An invoice as it went out, in each language it was asked for. It is drawn once and then never again: brand, address and
-- supplier may change, what was issued stays (§ 14b UStG, § 147 AO: eight years).
create table invoice_files (
  organization_id text not null,
  invoice_id text not null,
  locale text not null check (locale in ('de', 'en')),
  pdf bytea not null,
  -- EN 16931 as Cross Industry Invoice.
  xml text not null,
  created_at timestamptz not null,
  primary key (organization_id, invoice_id, locale),
  foreign key (organization_id, invoice_id) references invoices (organization_id, id)
);

-- A PDF is compressed in itself.
alter table invoice_files alter column pdf set storage external;
create index interval_day_versions_newest on interval_day_versions (organization_id, replaced_at);
