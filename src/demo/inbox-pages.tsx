import { Hono } from 'hono'
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { secureHeaders } from 'hono/secure-headers'
import type { Inbox, InboxMail } from './inbox.ts'
import { INBOX_STYLE } from './inbox-style.ts'

/** Where it is mounted, on the API's host. */
const INBOX_PATH = '/demo/inbox'

const clock = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'Europe/Berlin',
})

/** Shows what the demo has mailed: a list, and each mail as text and as HTML. Without scripts, and only in the demo. */
export const demoInbox = (inbox: Pick<Inbox, 'messages'>) => {
  const find = (id: string) => inbox.messages().find((mail) => mail.id === id)
  return new Hono()
    .get('/style.css', pageHeaders, (c) =>
      c.body(INBOX_STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
    )
    .get('/:id/html', mailHeaders, (c) => {
      const html = find(c.req.param('id'))?.html
      return html ? c.html(html, 200, NO_STORE) : c.html(<Missing />, 404)
    })
    .get('/:id', pageHeaders, (c) => {
      const mail = find(c.req.param('id'))
      return mail ? c.html(<Mail mail={mail} />, 200, NO_STORE) : c.html(<Missing />, 404)
    })
    .get('/', pageHeaders, (c) => c.html(<List mails={inbox.messages()} />, 200, NO_STORE))
}

const NO_STORE = { 'Cache-Control': 'no-store' }

const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    frameSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  strictTransportSecurity: false,
  referrerPolicy: 'no-referrer',
  originAgentCluster: '?0',
  xFrameOptions: 'DENY',
})

/** A mail's HTML is a stranger's: it may style itself and do nothing else, in the frame as well as opened by itself. */
const mailHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'unsafe-inline'"],
    imgSrc: ['data:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'self'"],
    sandbox: [],
  },
  strictTransportSecurity: false,
  referrerPolicy: 'no-referrer',
  originAgentCluster: '?0',
  xFrameOptions: 'SAMEORIGIN',
})

const Page = ({ title, children }: { title: string; children?: Child }) => (
  <>
    {raw('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="stylesheet" href={`${INBOX_PATH}/style.css`} />
      </head>
      <body>{children}</body>
    </html>
  </>
)

const Time = ({ mail }: { mail: InboxMail }) => (
  <time datetime={mail.receivedAt.toString()}>{clock.format(mail.receivedAt.epochMilliseconds)}</time>
)

const List = ({ mails }: { mails: readonly InboxMail[] }) => (
  <Page title={`Demo inbox (${mails.length})`}>
    <main>
      <h1>Demo inbox</h1>
      <p class="quiet">
        Every mail the demo sends ends up here and reaches nobody, newest first.{' '}
        <a href={INBOX_PATH}>Look again</a>
      </p>
      {mails.length === 0 ? (
        <p class="empty quiet">No mail yet. Ask for a sign-in code at /login of a portal.</p>
      ) : (
        <ol>
          {mails.map((mail) => (
            <li>
              <a href={`${INBOX_PATH}/${mail.id}`}>
                <strong>{mail.subject || '(no subject)'}</strong>
                <Time mail={mail} />
                <span class="quiet">
                  {mail.from} → {mail.to}
                </span>
              </a>
            </li>
          ))}
        </ol>
      )}
    </main>
  </Page>
)

const Mail = ({ mail }: { mail: InboxMail }) => (
  <Page title={mail.subject || '(no subject)'}>
    <main>
      <p>
        <a href={INBOX_PATH}>All mails</a>
      </p>
      <h1>{mail.subject || '(no subject)'}</h1>
      <dl>
        <dt>From</dt>
        <dd>{mail.from}</dd>
        <dt>To</dt>
        <dd>{mail.to}</dd>
        <dt>Received</dt>
        <dd>
          <Time mail={mail} />
        </dd>
      </dl>
      <h2>Text</h2>
      <pre>{linked(mail.text)}</pre>
      {mail.html !== null && (
        <>
          <h2>HTML</h2>
          <iframe title="The mail as HTML" sandbox="" src={`${INBOX_PATH}/${mail.id}/html`}></iframe>
        </>
      )}
    </main>
  </Page>
)

const Missing = () => (
  <Page title="No such mail">
    <main>
      <h1>This mail is not here.</h1>
      <p class="quiet">The inbox keeps the last hundred, and forgets them when the demo stops.</p>
      <p>
        <a href={INBOX_PATH}>All mails</a>
      </p>
    </main>
  </Page>
)

/** Web addresses in a text as links; everything else stays as it is. */
function linked(text: string): Child[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <a href={part} rel="noreferrer">
        {part}
      </a>
    ),
  )
}
