-- What customers are told by mail without having asked: each invoice, once, and the first day of supply when it is settled and
-- when it moves.

alter table plans
  -- Whether customers are written to; off for a partner who does so from a system of its own.
  add column customer_mails boolean not null default true;

-- Of what was there before there were notices nobody is told: what a row that exists is given counts as told.
alter table invoices
  add column told_at timestamptz default now();
alter table invoices
  alter column told_at drop default;

alter table subscriptions
  -- The first day of supply that the customer was told.
  add column told_start_on date;
-- Only what has just begun or is to begin would be told at all.
update subscriptions set told_start_on = (start_at at time zone 'Europe/Berlin')::date
  where (confirmed_at is not null or status <> 'pending') and start_at > now() - interval '10 days';

-- Grows by what nobody is to be told: only its newest days are ever looked at.
create index invoices_untold on invoices (organization_id, issued_at, id) where told_at is null;
