import { Icon, type IconName } from './icons.tsx'
import { LOCALES } from './i18n.ts'
import type { PageContext, SchemeChoice } from './page.ts'

const SCHEMES: readonly { value: SchemeChoice; icon: IconName }[] = [
  { value: 'light', icon: 'sun' },
  { value: 'dark', icon: 'moon' },
  { value: 'auto', icon: 'auto' },
]

/** Language and appearance: two groups of submit buttons, so that they work without JavaScript. */
export const Preferences = ({ page }: { page: PageContext }) => (
  <form method="post" action="/preferences" class="preferences">
    <input type="hidden" name="csrf" value={page.csrf} />
    <input type="hidden" name="next" value={page.path} />
    <fieldset>
      <legend>{page.t('layout.language')}</legend>
      <div class="segments">
        {LOCALES.map((locale) => (
          <button
            name="locale"
            value={locale}
            lang={locale}
            aria-pressed={locale === page.format.locale ? 'true' : 'false'}
          >
            {locale === 'de' ? 'Deutsch' : 'English'}
          </button>
        ))}
      </div>
    </fieldset>
    <fieldset>
      <legend>{page.t('layout.appearance')}</legend>
      <div class="segments">
        {SCHEMES.map(({ value, icon }) => (
          <button name="scheme" value={value} aria-pressed={value === page.scheme ? 'true' : 'false'}>
            <Icon name={icon} />
            {page.t(`layout.scheme.${value}`)}
          </button>
        ))}
      </div>
    </fieldset>
  </form>
)

/** A popover: opens, closes and gives focus back by the browser alone. */
export const AccountMenu = ({
  page,
  customer,
}: {
  page: PageContext
  customer: { name: string; email: string }
}) => (
  <>
    <button
      type="button"
      class="account"
      popovertarget="account-menu"
      aria-label={page.t('layout.account', { name: customer.name })}
    >
      <Icon name="person" />
      <span class="account-name">{customer.name}</span>
      <Icon name="down" class="tiny" />
    </button>
    <div id="account-menu" class="menu" popover="auto">
      <p class="menu-who">
        <strong>{customer.name}</strong>
        <span class="quiet small">{customer.email}</span>
      </p>
      <a class="menu-item" href="/account">
        <Icon name="person" />
        {page.t('account.menu')}
      </a>
      <Preferences page={page} />
      <form method="post" action="/logout" class="menu-end">
        <input type="hidden" name="csrf" value={page.csrf} />
        <button class="menu-item">
          <Icon name="leave" />
          {page.t('layout.signOut')}
        </button>
      </form>
    </div>
  </>
)
