import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import type { PriceOutlook } from './overview-outlook.ts'
import type { OverviewInvoice } from './overview-view-model.ts'

interface TodoProps {
  t: T
  format: Format
  now: number
  openInvoices: readonly OverviewInvoice[]
  outlook: PriceOutlook | null
  readingDueOn: string | null
  contractId: string
}

interface Task {
  icon: IconName
  tone: 'ok' | 'warn' | 'bad' | 'plain'
  title: string
  hint: string
  href: string | null
}

/** What the customer can do now, the most pressing first; it says so when that is nothing. */
export const Todo = (props: TodoProps) => {
  const { t } = props
  const tasks = [
    ...props.openInvoices.map((invoice) => invoiceTask(props, invoice)),
    ...readingTask(props),
    ...shiftTask(props),
  ]
  return (
    <section class="todo">
      <h2>{t('overview.todo')}</h2>
      <ul class="rows">
        {tasks.map((task) => (
          <li>
            {task.href === null ? (
              <div class={`row ${task.tone}`}>
                <TaskText task={task} />
              </div>
            ) : (
              <a class={`row ${task.tone}`} href={task.href}>
                <TaskText task={task} />
                <Icon name="chevron" class="chevron" />
              </a>
            )}
          </li>
        ))}
        {tasks.length === 0 && (
          <li>
            <div class="row ok">
              <Icon name="check" />
              <span>{t('overview.todoNothing')}</span>
            </div>
          </li>
        )}
      </ul>
    </section>
  )
}

const TaskText = ({ task }: { task: Task }) => (
  <>
    <Icon name={task.icon} />
    <span class="row-text">
      <strong>{task.title}</strong>
      <span class="small quiet">{task.hint}</span>
    </span>
  </>
)

function invoiceTask({ t, format, now }: TodoProps, invoice: OverviewInvoice): Task {
  const amount = format.eur(invoice.totalCents)
  const due = invoice.dueOn
  const common = {
    href: `/invoices/${invoice.id}`,
    hint: t('overview.invoiceOf', { number: invoice.number }),
  }
  if (due === null) return { ...common, icon: 'invoice', tone: 'plain', title: amount }
  const date = format.dayMonth(due)
  if (invoice.totalCents < 0) {
    const payout = format.eur(-invoice.totalCents)
    return {
      ...common,
      icon: 'calendar',
      tone: 'ok',
      title: t('overview.todoPayout', { amount: payout, date }),
    }
  }
  if (due < format.day(now)) {
    return {
      ...common,
      icon: 'alert',
      tone: 'bad',
      title: t('overview.todoOverdue', { amount, date }),
      hint: t('overview.todoOverdueHint'),
    }
  }
  return invoice.collected
    ? { ...common, icon: 'calendar', tone: 'plain', title: t('overview.todoDebit', { amount, date }) }
    : { ...common, icon: 'invoice', tone: 'warn', title: t('overview.todoPay', { amount, date }) }
}

function readingTask({ t, format, now, readingDueOn, contractId }: TodoProps): Task[] {
  if (readingDueOn === null) return []
  const isOver = readingDueOn < format.day(now)
  const date = format.dayMonth(readingDueOn)
  return [
    {
      icon: 'gauge',
      tone: 'warn',
      title: t(isOver ? 'overview.todoReadingNow' : 'overview.todoReading', { date }),
      hint: t('overview.todoReadingHint'),
      href: `/meter-readings?subscription=${encodeURIComponent(contractId)}`,
    },
  ]
}

/** Worth shifting a load for: a fifth cheaper than now, said in cents for a full washing machine and more. */
const WORTH = 0.2

function shiftTask({ t, format, outlook, contractId }: TodoProps): Task[] {
  const window = outlook?.window ?? null
  const current = outlook?.current ?? null
  if (outlook === null || window === null || current === null || outlook.windowIsNow) return []
  if (outlook.saving === null || outlook.saving < WORTH) return []
  const cents = Math.round((current.microEurPerKwh - window.averageMicroEurPerKwh) / 1000)
  return [
    {
      icon: 'bolt',
      tone: 'ok',
      title: t('overview.todoShift', {
        day: t(outlook.windowIsTomorrow ? 'day.tomorrow' : 'day.today'),
        time: format.time(window.from),
      }),
      hint: t('overview.todoShiftHint', { amount: format.eur(cents) }),
      href: `/prices?subscription=${encodeURIComponent(contractId)}`,
    },
  ]
}
