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
update subscriptions set told_start_on = (start_at at time zone 'Europe/Berlin')::date
  where confirmed_at is not null or status <> 'pending';

-- Grows by what nobody is to be told: only its newest days are ever looked at.
create index invoices_untold on invoices (organization_id, issued_at) where told_at is null;

create index subscriptions_starts on subscriptions (organization_id, start_at);
