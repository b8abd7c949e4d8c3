/**
 * Mints many links in one statement, which is one transaction and one commit: look every customer up within the
 * organisation that asks, find the plan whose portal opens, decide, store the link, write the audit row.
 *
 * A row that is refused only answers its outcome; nothing in here raises an error for one row that would fail the others.
 * The plan is that of the customer's contract (one with a portal before one without, running before pending before ended,
 * supply before feed-in, then the newest), or without a contract the plan they signed up for. Every clock is the
 * database's.
 */
export const MINT_STATEMENT = `
with wanted as materialized (
  select * from unnest(
    $1::text[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::text[],
    $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[]
  ) with ordinality as wanted (
    organization_id, customer_id, external_id, token_hash, client_id, delivery, next_path,
    return_url, return_host, locale, flow, flow_path, address, user_agent, audit_id, position
  )
), resolved as materialized (
  select
    wanted.*, customer.id as found_id, plan.id as plan_id, plan.slug, plan.custom_domain,
    plan.link_ttl_seconds,
    coalesce(
      wanted.next_path,
      case when contract.plan_id is null then '/start' else coalesce(wanted.flow_path, '/overview') end
    ) as landing,
    case
      when customer.id is null then 'unknown_customer'
      when not plan.portal_enabled then 'portal_disabled'
      when wanted.return_host is not null and not wanted.return_host = any (organization.return_url_hosts) then 'return_host'
      else 'minted'
    end as outcome
  from wanted
  left join organizations organization on organization.id = wanted.organization_id
  left join lateral (
    select id, plan_id from customers
    where customers.organization_id = wanted.organization_id and customers.id = wanted.customer_id
    union all
    select id, plan_id from customers
    where customers.organization_id = wanted.organization_id and customers.external_id = wanted.external_id
    limit 1
  ) customer on true
  left join lateral (
    select subscription.plan_id
    from subscriptions subscription
    join plans on plans.organization_id = subscription.organization_id and plans.id = subscription.plan_id
    where subscription.organization_id = wanted.organization_id and subscription.customer_id = customer.id
    order by
      plans.portal_enabled desc,
      array_position(array['active', 'pending', 'ended'], subscription.status),
      array_position(array['consumption', 'feed_in'], plans.type),
      subscription.created_at desc, subscription.id desc
    limit 1
  ) contract on true
  left join plans plan
    on plan.organization_id = wanted.organization_id and plan.id = coalesce(contract.plan_id, customer.plan_id)
), minted as (
  insert into magic_links (
    organization_id, token_hash, plan_id, customer_id, client_id, delivery, next_path,
    return_url, locale, flow, created_at, expires_at
  )
  select
    organization_id, token_hash, plan_id, found_id, client_id, delivery, landing,
    return_url, locale, flow, now(), now() + make_interval(secs => link_ttl_seconds)
  from resolved where outcome = 'minted'
), audited as (
  insert into audit_events (
    organization_id, id, occurred_at, action, actor_type, actor_id, customer_id, subject, address, user_agent
  )
  select
    organization_id, audit_id, now(), 'magic_link.minted', 'client', client_id, found_id,
    left(encode(token_hash, 'hex'), 16), address::inet, user_agent
  from resolved where outcome = 'minted'
)
select
  outcome, found_id as customer_id, slug, custom_domain, landing,
  to_char(
    (now() + make_interval(secs => link_ttl_seconds)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
  ) as expires_at
from resolved
order by position
`
