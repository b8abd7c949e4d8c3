import { BarePage } from '../ui/bare-page.tsx'
import type { PageContext } from '../ui/page.ts'
import { LinkButton } from '../ui/parts.tsx'

export interface ProblemModel {
  /** `internal`: a fault of ours. `stale_form`: its token is no longer good. `too_many`: wait. */
  kind: 'internal' | 'stale_form' | 'too_many'
  requestId: string
  /** For `too_many`. */
  waitMinutes?: number
  /** Where "try again" leads; the page itself by default. */
  retryPath?: string
}

/** Says what happened and what to do next, and gives the number by which we find it. Never the error's own message. */
export const ProblemView = ({ page, model }: { page: PageContext; model: ProblemModel }) => {
  const { t } = page
  const heading = {
    internal: 'problem.heading',
    stale_form: 'problem.expiredForm',
    too_many: 'problem.tooMany',
  } as const
  const lead =
    model.kind === 'too_many'
      ? t('problem.tooManyLead', { count: model.waitMinutes ?? 1 })
      : t(model.kind === 'stale_form' ? 'problem.expiredFormLead' : 'problem.lead')
  return (
    <BarePage page={page} title={t('problem.title')} preferences={false}>
      <section class="panel">
        <div class="answer">
          <h1>{t(heading[model.kind])}</h1>
          <p class="quiet">{lead}</p>
        </div>
        <div class="actions stack">
          <LinkButton href={model.retryPath ?? page.path}>{t('problem.retry')}</LinkButton>
        </div>
        <p class="small quiet">
          {t('problem.reference')} <span class="reference">{model.requestId}</span>
        </p>
      </section>
    </BarePage>
  )
}
