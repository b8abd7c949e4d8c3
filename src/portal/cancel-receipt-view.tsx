import type { PageContext } from '../ui/page.ts'
import { Icon } from '../ui/icons.tsx'
import { DeclarationPage } from './cancel-page-view.tsx'
import type { Receipt } from './cancel-receipt.ts'

interface ReceiptModel {
  receipt: Receipt
  /** Where the mail goes; null when none is sent. */
  mailedTo: string | null
  /** The receipt as a text file. */
  fileUrl: string
}

/** What arrived and when, to be kept: the rows, the mail, the file. */
export const ReceiptCard = ({ page, model }: { page: PageContext; model: ReceiptModel }) => {
  const { t } = page
  const { receipt, mailedTo, fileUrl } = model
  return (
    <section class="panel receipt">
      <div class="answer">
        <p class="kicker">
          <span class="receipt-mark">
            <Icon name="check" />
          </span>
          {t('receipt.title')}
        </p>
        <h1>{receipt.heading}</h1>
      </div>
      <dl class="record">
        {receipt.rows.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {receipt.notes.map((note) => (
        <p>{note}</p>
      ))}
      <p class="small quiet">
        {mailedTo !== null && `${t('receipt.mailed', { email: mailedTo })} `}
        {t('receipt.keep')}
      </p>
      <p class="actions">
        <a class="button plain" href={fileUrl} rel="nofollow" download>
          {t('receipt.save')}
        </a>
      </p>
    </section>
  )
}

/** The receipt of /cancel and /withdraw. */
export const ReceiptView = ({ page, model }: { page: PageContext; model: ReceiptModel }) => (
  <DeclarationPage page={page} title={page.t('receipt.title')}>
    <ReceiptCard page={page} model={model} />
  </DeclarationPage>
)
