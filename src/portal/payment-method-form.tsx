import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { ChangeAccountView } from './payment-method-form-view.tsx'
import { creditorOf, type LoadedPayment, needsMandate } from './payment-method-load.ts'
import { type AccountForm, type ChangeAccountModel, lastDigits } from './payment-method-view-model.ts'

/** The form for another account, empty or as it was sent. */
export function showChangeForm(
  deps: Deps,
  c: Context<PortalEnv>,
  { contract, payment, supplier, runningContracts }: LoadedPayment,
  form: AccountForm,
  status: 200 | 422 = 200,
): Response | Promise<Response> {
  const byMandate = needsMandate(contract)
  const model: ChangeAccountModel = {
    contract: { id: contract.id, number: contract.number, status: contract.status, kind: contract.type },
    creditor: byMandate ? creditorOf(supplier) : null,
    lastDigits: payment.method && lastDigits(payment.method.maskedIban),
    replaces: payment.method?.id ?? '',
    // A payout account alone comes without a mandate, so other contracts cannot be collected by it.
    runningContracts: byMandate ? runningContracts : 1,
    form,
    hasMail: deps.mailer !== null,
  }
  return c.html(<ChangeAccountView page={pageContext(deps, c)} model={model} />, status)
}
