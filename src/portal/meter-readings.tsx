import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { Failure } from '../domain/failure.ts'
import { addDays, dayAt } from '../domain/local-time.ts'
import { findDoubt } from '../features/meter-readings/doubt.ts'
import type { RecordMeterReading, ReportedReading } from '../features/meter-readings/meter-reading.ts'
import { listReportedReadings } from '../features/meter-readings/queries.ts'
import { readDate, readRegister } from '../features/meter-readings/read-submission.ts'
import { recordMeterReading } from '../features/meter-readings/record-meter-reading.ts'
import type { CustomerSubscription } from '../features/subscriptions/subscription.ts'
import { usageByDay } from '../features/usage/queries.ts'
import { readForm } from '../http/form.ts'
import { customerCtx } from './customer-ctx.ts'
import { chooseContract, contractChoices } from './choose-contract.ts'
import type { PortalEnv } from './env.ts'
import { askedAbout } from './meter-readings-confirm-view.tsx'
import { MeterReadingsView } from './meter-readings-view.tsx'
import type { MeterReadingsModel, ReadingForm, ShownReading } from './meter-readings-view-model.ts'
import { pageContext } from './page-context.ts'
import { readPhoto, showPhoto } from './reading-photo.ts'
import { whoIsSignedIn } from './session-cookie.ts'

const PATH = '/meter-readings'
/** Longer than anything that could be right; the rest of what was typed is not given back. */
const TYPED_CHARACTERS = 40
const MESSAGE_CHARACTERS = 500
const SMART_METER_DAYS = 14

const UNTOUCHED: ReadingForm = {
  date: '',
  value: '',
  message: '',
  asked: null,
  dayProblem: null,
  registerProblem: null,
  messageProblem: null,
  photoProblem: null,
  photoLost: false,
}

/** The readings of one contract's meter; the customer of an analog one reports another. */
export const meterReadingsPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/', async (c) => {
      const { contracts, contract } = await chooseContract(
        deps,
        c,
        c.req.query('subscription'),
        takesReadings,
      )
      if (contracts.length === 0) return c.redirect('/start', 303)
      if (!contract) return c.notFound()
      const photoProblem = c.req.query('photo') === 'too_large' ? ('too_large' as const) : null
      const form = { ...UNTOUCHED, date: dayAt(deps.now()), photoProblem }
      return show(deps, c, { contracts, contract, form, receivedOn: c.req.query('received') })
    })
    .get('/:id/photo', (c) => showPhoto(deps, c))
    .post('/', async (c) => {
      const field = await readForm(c)
      const { contracts, contract } = await chooseContract(deps, c, field('subscription'), takesReadings)
      if (contracts.length === 0) return c.redirect('/start', 303)
      if (!contract) return c.notFound()
      const address = contracts.length > 1 ? `${PATH}?subscription=${contract.id}` : PATH
      // Its page says why nothing can be reported here.
      if (!takesReadings(contract)) return c.redirect(address, 303)

      const photo = await readPhoto(c)
      const typed = {
        ...UNTOUCHED,
        date: (field('date') ?? '').slice(0, TYPED_CHARACTERS),
        value: (field('value') ?? '').slice(0, TYPED_CHARACTERS),
        message: (field('message') ?? '').trim().slice(0, MESSAGE_CHARACTERS),
        photoProblem: photo.problem,
        photoLost: photo.content !== null,
      }
      const day = readDate(typed.date)
      const register = readRegister(typed.value, c.get('locale') === 'de' ? '.' : ',')
      if (day.problem !== null || register.problem !== null || photo.problem !== null) {
        const form = {
          ...typed,
          dayProblem: day.problem && { reason: day.problem },
          registerProblem: register.problem && { reason: register.problem },
        }
        return show(deps, c, { contracts, contract, form }, 422)
      }
      const asked = askedAbout(day.value, register.value)
      const isSecondTry = field('asked') === asked
      const problem = await report(deps, c, contract, {
        subscriptionId: contract.id,
        readOn: day.value,
        valueWh: register.value,
        type: 'customer_report',
        ...(isSecondTry && { message: typed.message }),
        ...(photo.content && { photo: photo.content }),
      })
      if (problem) {
        const messageProblem = isSecondTry && problem.registerProblem ? ('missing' as const) : null
        const form = { ...typed, ...problem, asked, messageProblem }
        return show(deps, c, { contracts, contract, form }, 422)
      }
      return c.redirect(`${address}${address === PATH ? '?' : '&'}received=${day.value}`, 303)
    })

/** Who comes to report a reading finds the meter that wants one. */
const takesReadings = ({ status, meter }: CustomerSubscription): boolean =>
  status === 'active' && meter.type === 'analog'

/** Records the reading; what speaks against it, as a problem of its field. The same one sent twice is received once. */
async function report(
  deps: Deps,
  c: Context<PortalEnv>,
  contract: CustomerSubscription,
  reading: RecordMeterReading,
): Promise<Pick<ReadingForm, 'dayProblem' | 'registerProblem'> | null> {
  const ctx = customerCtx(deps, c, whoIsSignedIn(c))
  const { readOn, valueWh } = reading
  try {
    await recordMeterReading(ctx, reading)
    return null
  } catch (error) {
    const code = error instanceof Failure ? error.errors?.[0]?.code : undefined
    if (code === 'out_of_period_meter_reading') {
      const reason =
        readOn < contract.startsOn ? 'before_contract' : readOn > dayAt(ctx.now) ? 'future' : 'after_contract'
      return { dayProblem: { reason }, registerProblem: null }
    }
    if (code === 'duplicate_meter_reading') {
      const readings = await listReportedReadings(deps.db, ctx.organizationId, contract.id)
      const other = readings.find((known) => known.readOn === readOn)
      if (other?.type === 'customer_report' && other.valueWh === valueWh) return null
      if (other) return { dayProblem: { reason: 'duplicate', other: shown(other) }, registerProblem: null }
    }
    if (code === 'implausible_meter_reading') {
      const doubt = await findDoubt(deps.db, ctx.organizationId, reading)
      if (doubt) return { dayProblem: null, registerProblem: { reason: 'doubtful', doubt } }
    }
    throw error
  }
}

const shown = ({ id, readOn, valueWh, type, needsReview, hasPhoto }: ReportedReading): ShownReading => ({
  readOn,
  valueWh,
  type,
  needsReview,
  photoUrl: hasPhoto ? `${PATH}/${id}/photo` : undefined,
})

async function show(
  deps: Deps,
  c: Context<PortalEnv>,
  {
    contracts,
    contract,
    form,
    receivedOn,
  }: {
    contracts: readonly CustomerSubscription[]
    contract: CustomerSubscription
    form: ReadingForm
    receivedOn?: string | undefined
  },
  status: 200 | 422 = 200,
): Promise<Response> {
  const { organizationId } = c.get('portal')
  const today = dayAt(deps.now())
  const isSmart = contract.meter.type === 'smart'
  const [readings, days] = await Promise.all([
    isSmart ? [] : listReportedReadings(deps.db, organizationId, contract.id),
    isSmart && contract.status === 'active'
      ? usageByDay(deps.db, organizationId, contract.id, addDays(today, -SMART_METER_DAYS), today)
      : [],
  ])
  const list = readings.map(shown)
  const received =
    list.find(({ readOn, type }) => readOn === receivedOn && type === 'customer_report') ?? null
  const { meter } = contract
  const model: MeterReadingsModel = {
    today,
    contracts: contractChoices(contracts),
    contract: {
      id: contract.id,
      status: contract.status,
      kind: contract.type,
      meterType: meter.type,
      meterNumber: meter.number,
      startsOn: contract.startsOn,
      lastDay: contract.lastDay,
    },
    readings: list,
    latestDay: days.at(-1) ?? null,
    form: takesReadings(contract) && !received ? form : null,
    received,
  }
  return c.html(<MeterReadingsView page={pageContext(deps, c)} model={model} />, status)
}
