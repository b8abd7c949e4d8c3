import type { PageContext } from '../ui/page.ts'
import type { AccountModel } from './account-view-model.ts'

/** Apps of others that read the customer's data, with what they read and since when. Each can be stopped. */
export const AppsCard = ({ page, apps }: { page: PageContext; apps: AccountModel['apps'] }) => {
  const { t, format } = page
  return (
    <section class="card" id="apps">
      <header>
        <h2>{t('account.consents')}</h2>
      </header>
      {apps.length === 0 ? (
        <p>{t('account.noConsents')}</p>
      ) : (
        <>
          <p>{t('consents.lead', { count: apps.length })}</p>
          <ul class="rows">
            {apps.map(({ consentId, name, description, grantedAtMs }) => (
              <li class="row app">
                <div class="row-text">
                  <strong>{name}</strong>
                  {description !== '' && <span class="small">{description}</span>}
                  <span class="small quiet">{t('consents.reads')}</span>
                  <span class="small quiet">
                    {t('consents.since', {
                      date: format.dateShort(format.day(grantedAtMs)),
                      time: format.time(grantedAtMs),
                    })}
                  </span>
                </div>
                <form method="post" action="/account/consents/end">
                  <input type="hidden" name="csrf" value={page.csrf} />
                  <input type="hidden" name="consent" value={consentId} />
                  <button
                    type="submit"
                    class="text-button"
                    aria-label={t('consents.endNamed', { app: name })}
                  >
                    {t('consents.end')}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
