import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { notFound } from '../domain/failure.ts'
import { dayAt } from '../domain/local-time.ts'
import { getDeclaration } from '../features/declarations/queries.ts'
import { readForm } from '../http/form.ts'
import { takeDeclaration } from './cancel-declare.ts'
import type { DeclarationFormModel } from './cancel-fields-view.tsx'
import { readTermination, typedForm } from './cancel-form.ts'
import { receiptFile, receiptOf } from './cancel-receipt.ts'
import { readReceiptLink, receiptLink } from './cancel-receipt-link.ts'
import { ReceiptView } from './cancel-receipt-view.tsx'
import { CancelView } from './cancel-view.tsx'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'

export const BLANK: DeclarationFormModel = { form: typedForm(() => ''), problems: {}, wait: null }

/** Notice for everybody, signed in or not: one page, one button, a receipt (§ 312k BGB). */
export const cancelPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .route('/receipt', receiptPages(deps, '/cancel'))
    .get('/', (c) => show(deps, c, BLANK))
    .post('/', async (c) => {
      const form = typedForm(await readForm(c))
      const { content, problems } = readTermination(form, dayAt(deps.now()))
      if (!content) return show(deps, c, { form, problems, wait: null })
      const taken = await takeDeclaration(deps, c, '/cancel', content)
      if (taken.wait) return show(deps, c, { form, problems: {}, wait: taken.wait })
      return c.redirect(taken.receiptUrl, 303)
    })

function show(deps: Deps, c: Context<PortalEnv>, model: DeclarationFormModel) {
  for (const [name, value] of Object.entries(model.wait?.headers ?? {})) c.header(name, value)
  return c.html(<CancelView page={pageContext(deps, c)} model={model} />, formStatus(model))
}

export const formStatus = ({ wait, problems }: DeclarationFormModel): 200 | 422 | 429 =>
  wait ? 429 : Object.keys(problems).length > 0 ? 422 : 200

/** The receipt of a declaration, as a page and as a file, for whoever holds its signed address. */
export function receiptPages(deps: Deps, path: '/cancel' | '/withdraw') {
  async function load(c: Context<PortalEnv>) {
    const { organizationId, planId } = c.get('portal')
    const asked = { id: c.req.query('id'), key: c.req.query('key') }
    const id = readReceiptLink(deps.formKey, organizationId, asked)
    if (id === undefined) throw notFound('Declaration')
    const declaration = await getDeclaration(deps.db, organizationId, planId, id)
    // Its address is its key: it goes into no cache and into no Referer.
    c.header('Cache-Control', 'private, no-store')
    c.header('Referrer-Policy', 'no-referrer')
    const page = pageContext(deps, c)
    return { page, declaration, receipt: receiptOf(page, declaration, null) }
  }
  return new Hono<PortalEnv>()
    .get('/', async (c) => {
      const { page, declaration, receipt } = await load(c)
      const url = receiptLink(deps.formKey, c.get('portal').organizationId, path, declaration.id)
      const model = {
        receipt,
        mailedTo: deps.mailer === null ? null : declaration.email,
        fileUrl: url.replace('/receipt?', '/receipt/file?'),
      }
      return c.html(<ReceiptView page={page} model={model} />)
    })
    .get('/file', async (c) => {
      const { page, declaration, receipt } = await load(c)
      return fileAnswer(c, receiptFile(page.t, receipt), declaration.id)
    })
}

export function fileAnswer(c: Context<PortalEnv>, text: string, name: string): Response {
  return c.body(text, 200, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.txt"`,
  })
}
