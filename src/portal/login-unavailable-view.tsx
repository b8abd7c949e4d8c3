import { BarePage } from '../ui/bare-page.tsx'
import type { PageContext } from '../ui/page.ts'
import { Contact } from '../ui/page-footer.tsx'

const TEXTS = {
  de: {
    heading: 'Anmelden per Code ist hier nicht möglich.',
    lead: (brand: string) =>
      `Öffnen Sie Ihr Energiekonto über die App oder die Website von ${brand}; von dort sind Sie ohne Passwort angemeldet.`,
    help: (brand: string) => `Kommen Sie so nicht weiter, hilft Ihnen ${brand} gern:`,
  },
  en: {
    heading: 'Signing in by code is not possible here.',
    lead: (brand: string) =>
      `Open your energy account from the app or website of ${brand}; from there you are signed in without a password.`,
    help: (brand: string) => `If that does not help, ${brand} will:`,
  },
}

/** For an installation that sends no mail: says so, and where to go instead. */
export const LoginUnavailableView = ({ page }: { page: PageContext }) => {
  const { t, brand } = page
  const texts = TEXTS[page.format.locale]
  const hasContact = brand.support.email !== undefined || brand.support.phone !== undefined
  return (
    <BarePage page={page} title={t('login.title')}>
      <section class="panel">
        <div class="answer">
          <h1>{texts.heading}</h1>
          <p class="quiet">{texts.lead(brand.name)}</p>
        </div>
        {hasContact && (
          <div>
            <p>{texts.help(brand.name)}</p>
            <Contact page={page} />
          </div>
        )}
      </section>
    </BarePage>
  )
}
