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

/** `preferences`: language and appearance stand here where there is no account menu. */
export const PageFooter = ({ page, preferences = false }: { page: PageContext; preferences?: boolean }) => {
  const legal = LEGAL_PAGES.filter((name) => page.brand.legal[name] !== undefined)
  const { support } = page.brand
  return (
    <footer class="foot">
      {preferences && (
        <div class="foot-preferences">
          <Preferences page={page} />
        </div>
      )}
      {(support.email !== undefined || support.phone !== undefined) && (
        <div class="foot-help">
          <p>{page.t('layout.help', { brand: page.brand.name })}</p>
          <Contact page={page} />
        </div>
      )}
      {legal.length > 0 && (
        <nav aria-label={page.t('layout.legal')}>
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
        </nav>
      )}
    </footer>
  )
}
