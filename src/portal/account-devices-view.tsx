import { PostForm, SubmitButton } from '../ui/form-parts.tsx'
import { Icon } from '../ui/icons.tsx'
import type { PageContext } from '../ui/page.ts'
import { Tag } from '../ui/parts.tsx'
import type { AccountModel } from './account-view-model.ts'

/** Where the customer is signed in. Each device can be signed out, this one too. */
export const DevicesCard = ({ page, model }: { page: PageContext; model: AccountModel }) => {
  const { t, format } = page
  const moment = (ms: number) => ({ date: format.dateShort(format.day(ms)), time: format.time(ms) })
  // This one stands first, wherever it was used last.
  const sessions = model.sessions.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
  return (
    <section class="card" id="devices">
      <header>
        <h2>{t('account.devices')}</h2>
      </header>
      <p>{t(sessions.length > 1 ? 'account.devicesLead' : 'account.onlyThis')}</p>
      <ul class="rows">
        {sessions.map(({ id, device, isCurrent, isActive, method, createdAtMs, lastSeenAtMs }) => (
          <li class="row device">
            <Icon name={/iPhone|Android/.test(device) ? 'phone' : 'globe'} />
            <div class="row-text">
              <strong>
                {device}{' '}
                {isCurrent && (
                  <Tag tone="ok" icon="check">
                    {t('account.thisDevice')}
                  </Tag>
                )}
              </strong>
              <span class="small quiet">
                {isCurrent || isActive ? t('account.seenNow') : t('account.seen', moment(lastSeenAtMs))}
              </span>
              <span class="small quiet">
                {t('account.since', moment(createdAtMs))},{' '}
                {method === 'code'
                  ? t('account.sinceCode')
                  : t('account.sinceLink', { name: model.partnerName })}
              </span>
            </div>
            <form method="post" action="/account/sessions/end">
              <input type="hidden" name="csrf" value={page.csrf} />
              <input type="hidden" name="session" value={id} />
              <button type="submit" class="text-button" aria-label={t('account.endNamed', { device })}>
                {t('account.end')}
              </button>
            </form>
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <PostForm action="/account/sessions/end-others" csrf={page.csrf}>
          <SubmitButton plain>{t('account.endOthers')}</SubmitButton>
        </PostForm>
      )}
    </section>
  )
}
