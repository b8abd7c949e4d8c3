import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { readForm } from '../http/form.ts'
import { BLANK, formStatus, receiptPages } from './cancel.tsx'
import { takeDeclaration } from './cancel-declare.ts'
import type { DeclarationFormModel } from './cancel-fields-view.tsx'
import { readWithdrawal, typedForm } from './cancel-form.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { WithdrawView } from './withdraw-view.tsx'

/** Withdrawal for everybody, signed in or not (§ 356a BGB). */
export const withdrawPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .route('/receipt', receiptPages(deps, '/withdraw'))
    .get('/', (c) => show(deps, c, BLANK))
    .post('/', async (c) => {
      const form = typedForm(await readForm(c))
      const { content, problems } = readWithdrawal(form)
      if (!content) return show(deps, c, { form, problems, wait: null })
      const taken = await takeDeclaration(deps, c, '/withdraw', content)
      if (taken.wait) return show(deps, c, { form, problems: {}, wait: taken.wait })
      return c.redirect(taken.receiptUrl, 303)
    })

function show(deps: Deps, c: Context<PortalEnv>, model: DeclarationFormModel) {
  for (const [name, value] of Object.entries(model.wait?.headers ?? {})) c.header(name, value)
  return c.html(<WithdrawView page={pageContext(deps, c)} model={model} />, formStatus(model))
}
