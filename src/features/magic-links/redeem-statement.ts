/**
 * Redeems many links in one statement: use each link up, end the browser's older session, open the new one, write the
 * audit row, and say of every other row why it was refused.
 *
 * The update of `consumed_at` is the one atomic step: of any number of opens, in this batch, this process or another,
 * exactly one finds the link unused. An update touches a row once, so of several rows of a batch that present one token one
 * gets it; another batch waits for the row lock and then looks again. Rows are taken in the order of their tokens, so that
 * two batches cannot wait for each other.
 *
 * `outcome` says what became of the row at `position` (counted from 1; the answers come in any order):
 *   redeemed  the session is open
 *   confirm   a link for a message, valid, opened by GET: it waits for the button
 *   used, expired, unknown, foreign   nobody was signed in; the difference is for the log alone
 */
export const REDEEM_STATEMENT = `
with presented as materialized (
  select * from unnest(
    $1::text[], $2::text[], $3::bytea[], $4::boolean[], $5::bytea[], $6::text[], $7::bytea[], $8::text[], $9::text[], $10::text[]
  ) with ordinality as presented (
    organization_id, plan_id, token_hash, is_post, session_hash, session_id, older_session_hash, address, user_agent, audit_id,
    position
  )
  order by organization_id, token_hash, position
), redeemed as materialized (
  update magic_links link set consumed_at = clock_timestamp()
  from presented
  where link.organization_id = presented.organization_id and link.token_hash = presented.token_hash
    and link.plan_id = presented.plan_id
    and link.consumed_at is null
    and link.expires_at > clock_timestamp()
    and (link.delivery = 'redirect' or presented.is_post)
  returning presented.*, link.customer_id, link.next_path, link.return_url, link.locale, link.flow
), refused as materialized (
  select
    presented.position, presented.organization_id, presented.audit_id, presented.token_hash, presented.address,
    presented.user_agent, link.customer_id, link.next_path,
    case
      when link.token_hash is null then 'unknown'
      when link.plan_id <> presented.plan_id then 'foreign'
      when link.consumed_at is not null then 'used'
      when link.expires_at <= clock_timestamp() then 'expired'
      when link.delivery = 'message' and not presented.is_post then 'confirm'
      -- Unused when this statement began: another open was faster.
      else 'used'
    end as outcome
  from presented
  left join magic_links link
    on link.organization_id = presented.organization_id and link.token_hash = presented.token_hash
  where presented.position not in (select position from redeemed)
), older as (
  -- A condition on ended_at would make the planner expect hardly any row and read all sessions while there are few.
  update sessions set ended_at = coalesce(ended_at, clock_timestamp())
  from redeemed
  where redeemed.older_session_hash is not null
    and sessions.organization_id = redeemed.organization_id and sessions.id_hash = redeemed.older_session_hash
), opened as (
  insert into sessions (
    organization_id, id_hash, id, plan_id, customer_id, method, return_url, locale, flow, address, user_agent,
    created_at, last_seen_at, expires_at
  )
  select
    organization_id, session_hash, session_id, plan_id, customer_id, 'magic_link', return_url, locale, flow, address::inet,
    user_agent, now(), now(), now() + make_interval(secs => (
      select session_max_seconds from plans
      where plans.organization_id = redeemed.organization_id and plans.id = redeemed.plan_id
    ))
  from redeemed
), audited as (
  insert into audit_events (
    organization_id, id, occurred_at, action, actor_type, actor_id, customer_id, subject, address, user_agent, details
  )
  select
    organization_id, audit_id, now(), 'magic_link.redeemed', 'customer', customer_id, customer_id,
    left(encode(token_hash, 'hex'), 16), address::inet, user_agent, null::jsonb
  from redeemed
  union all
  select
    organization_id, audit_id, now(), 'magic_link.refused', 'customer', customer_id, customer_id,
    left(encode(token_hash, 'hex'), 16), address::inet, user_agent, jsonb_build_object('reason', outcome)
  from refused where outcome in ('used', 'expired', 'foreign')
)
select position, 'redeemed' as outcome, customer_id, next_path, null as first_name, null as company_name
from redeemed
union all
select refused.position, refused.outcome, refused.customer_id, refused.next_path, customer.first_name, customer.company_name
from refused
left join customers customer
  on refused.outcome = 'confirm'
  and customer.organization_id = refused.organization_id and customer.id = refused.customer_id
`
