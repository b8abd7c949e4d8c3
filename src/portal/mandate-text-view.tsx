import type { T } from '../ui/i18n.ts'
import { Pairs } from '../ui/parts.tsx'
import type { Creditor } from './payment-method-view-model.ts'

/** Both parts of the mandate and the note on refunds, word for word, with whom it is given to. */
export const MandateText = ({
  t,
  creditor,
  reference,
}: {
  t: T
  creditor: Creditor
  reference: string | null
}) => (
  <div class="mandate">
    <Pairs
      pairs={[
        [t('mandate.creditor'), creditor.name],
        [t('mandate.creditorId'), creditor.id],
        [t('paymentMethod.reference'), reference ?? <span class="quiet">{t('mandate.referenceLater')}</span>],
        [t('mandate.kind'), t('mandate.recurring')],
      ]}
    />
    <p>{t('mandate.text', { creditor: creditor.name })}</p>
    <p>{t('mandate.refund')}</p>
  </div>
)
