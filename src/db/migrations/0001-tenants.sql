-- Organisations (partners), their API clients, their plans with the portal each plan opens, and their customers.
-- Every tenant table leads with organization_id: another partner's rows are never in reach of a query, and the
-- tables can be distributed or split off by it.

create table organizations (
  id text primary key,
  name text not null check (length(name) between 1 and 200),
  -- Hosts that a magic link's returnUrl may name, lower case, with port where one is needed.
  return_url_hosts text[] not null default '{}',
  -- The partner's own app or site: where a visitor whom no link told where to go back to goes back to.
  home_url text,
  brand jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table api_clients (
  organization_id text not null references organizations (id),
  -- What the partner sends as the user name of HTTP Basic. Unique over all organisations: it is all that a token request carries.
  client_id text not null unique,
  secret_hash bytea not null,
  name text not null,
  scope text not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (organization_id, client_id)
);

create table plans (
  organization_id text not null references organizations (id),
  id text not null,
  -- Names the portal's host. Unique over all organisations, because one browser host belongs to one portal.
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name text not null check (length(name) between 1 and 200),
  description text not null default '',
  type text not null check (type in ('consumption', 'feed_in')),
  tariff text not null check (tariff in ('dynamic', 'fixed')),
  currency text not null default 'EUR' check (currency = 'EUR'),
  base_fee_cents integer not null default 0 check (base_fee_cents >= 0),                     -- gross, per month
  markup_micro_eur_per_kwh integer not null default 0,                                       -- net, on top of the exchange price
  working_price_micro_eur_per_kwh integer,                                                   -- net energy price of a fixed tariff
  feed_in_micro_eur_per_kwh integer,                                                         -- payout per kWh of a fixed feed-in plan
  notice_days integer not null default 30 check (notice_days between 0 and 366),
  portal_enabled boolean not null default false,
  checkout_enabled boolean not null default false,
  custom_domain text unique check (custom_domain = lower(custom_domain)),
  -- Origins that may show the portal in a frame; empty means none.
  frame_ancestors text[] not null default '{}',
  link_ttl_seconds integer not null default 300 check (link_ttl_seconds between 60 and 900),
  session_idle_seconds integer not null default 604800 check (session_idle_seconds between 300 and 7776000),
  session_max_seconds integer not null default 2592000 check (session_max_seconds between 300 and 31536000),
  brand jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  check ((tariff = 'fixed') = (coalesce(working_price_micro_eur_per_kwh, feed_in_micro_eur_per_kwh) is not null)),
  check (session_idle_seconds <= session_max_seconds)
);

create table customers (
  organization_id text not null references organizations (id),
  id text not null,
  type text not null default 'person' check (type in ('person', 'company')),
  first_name text not null check (length(first_name) between 1 and 100),
  last_name text not null check (length(last_name) between 1 and 100),
  company_name text check (length(company_name) between 1 and 100),
  email text not null check (length(email) between 3 and 254),
  vat_id text,
  -- The partner's own id of the same person.
  external_id text check (length(external_id) between 1 and 200),
  -- The plan whose portal or checkout opens for a customer who has no contract yet.
  plan_id text not null,
  locale text check (locale in ('de', 'en')),
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, plan_id) references plans (organization_id, id),
  check ((type = 'company') = (company_name is not null))
);

create unique index customers_email on customers (organization_id, lower(email));
create unique index customers_external_id on customers (organization_id, external_id) where external_id is not null;
create index customers_newest on customers (organization_id, created_at desc, id desc);
