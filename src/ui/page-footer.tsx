import { LEGAL_PAGES } from '../brand/brand.ts'
import { Preferences } from './account-menu.tsx'
import { Icon } from './icons.tsx'
import type { PageContext } from './page.ts'

/** Ways to reach the brand's people. */
export const Contact = ({ page }: { page: PageContext }) => {
  const { email, phone, hours } = page.brand.support
  if (email === undefined && phone === undefined) return null
  return (
    <ul class="contact">
      {phone !== undefined && (
        <li>
          <a href={`tel:${phone.replace(/[^+0-9]/g, '')}`}>
            <Icon name="phone" />
            {phone}
          </a>
          {hours !== undefined && <span class="quiet small">{hours[page.format.locale]}</span>}
        </li>
      )}
      {email !== undefined && (
        <li>
          <a href={`mailto:${email}`}>
            <Icon name="mail" />
            {email}
          </a>
        </li>
      )}
    </ul>
  )
}

/**
 * The buttons by which everybody can end a contract, on every page, never folded away and under exactly these names
 * (§§ 312k (2), 356a (1) BGB).
 */
const ContractButtons = ({ page: { t } }: { page: PageContext }) => (
  <ul class="foot-contract">
    <li>
      <a href="/cancel">{t('cancel.button')}</a>
    </li>
    <li>
      <a href="/withdraw">{t('withdraw.button')}</a>
    </li>
  </ul>
)

/**
 * `preferences`: language and appearance stand here where there is no account menu. `contact`: left out where nothing may
 * stand beside what is declared.
 */
export const PageFooter = ({
  page,
  preferences = false,
  contact = true,
}: {
  page: PageContext
  preferences?: boolean
  contact?: boolean
}) => {
  const legal = LEGAL_PAGES.filter((name) => page.brand.legal[name] !== undefined)
  const { support } = page.brand
  return (
    <footer class="foot">
      {preferences && (
        <div class="foot-preferences">
          <Preferences page={page} />
        </div>
      )}
      {contact && (support.email !== undefined || support.phone !== undefined) && (
        <div class="foot-help">
          <p>{page.t('layout.help', { brand: page.brand.name })}</p>
          <Contact page={page} />
        </div>
      )}
      <nav class="foot-end" aria-label={page.t('layout.legal')}>
        <ContractButtons page={page} />
        {legal.length > 0 && (
          <ul class="foot-legal">
            {legal.map((name) => {
              const target = page.brand.legal[name]
              return (
                <li>
                  <a href={target !== undefined && 'url' in target ? target.url : `/${name}`}>
                    {page.t(`legal.${name}`)}
                  </a>
                </li>
              )
            })}
          </ul>
        )}
      </nav>
    </footer>
  )
}
