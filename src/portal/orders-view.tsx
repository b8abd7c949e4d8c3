import { Icon } from '../ui/icons.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Contact } from '../ui/page-footer.tsx'
import { Answer, Card, EmptyState, Figure, More } from '../ui/parts.tsx'
import { ContractSwitcher } from './contract-switcher-view.tsx'
import { appointmentOf, openOrder, ordersAnswer } from './orders-answer.ts'
import { MeterOrderCard, ReductionCard } from './orders-cards-view.tsx'
import type { OrdersModel } from './orders-view-model.ts'

interface PartProps {
  page: PageContext
  model: OrdersModel
}

/** What moves at present and what comes next, each order as a timeline, and what else could be ordered. */
export const OrdersView = ({ page, model }: PartProps) => {
  const { t, format } = page
  const { contract, meterOrders, reductions, possible } = model
  const { title, lead } = ordersAnswer(t, format, model)
  const appointment = appointmentOf(openOrder(model))
  return (
    <Layout page={page} title={t('orders.title')}>
      <div class="hero">
        <Answer kicker={t('orders.kicker', { number: contract.number })} title={title} lead={lead} />
        <ContractSwitcher t={t} path="/orders" contracts={model.contracts} currentId={contract.id} />
        {appointment !== null && appointment >= model.now && (
          <>
            <Figure
              value={format.dayMonth(format.day(appointment))}
              unit={t('orders.from', { time: format.time(appointment) })}
            />
            <Prepare page={page} />
          </>
        )}
      </div>
      {meterOrders.length + reductions.length > 0 ? (
        <div class={meterOrders.length + reductions.length > 1 ? 'columns even' : 'stack'}>
          {meterOrders.map((order) => (
            <MeterOrderCard page={page} order={order} now={model.now} />
          ))}
          {reductions.map((reduction) => (
            <ReductionCard page={page} reduction={reduction} />
          ))}
        </div>
      ) : (
        possible.length === 0 &&
        contract.status !== 'ended' && <EmptyState icon="order">{t('orders.empty')}</EmptyState>
      )}
      {possible.length > 0 && <Possible page={page} possible={possible} />}
    </Layout>
  )
}

const Prepare = ({ page: { t } }: { page: PageContext }) => (
  <section class="stack" aria-labelledby="prepare">
    <h2 id="prepare">{t('orders.prepare.title')}</h2>
    <ul class="facts">
      {(['access', 'adult', 'power'] as const).map((what) => (
        <li>
          <Icon name={what === 'power' ? 'bolt' : what === 'adult' ? 'person' : 'home'} />
          <p>{t(`orders.prepare.${what}`)}</p>
        </li>
      ))}
    </ul>
  </section>
)

const TOPICS = { smart_meter: 'smart-meter', module_1: 'grid-fees', module_3: 'grid-fees' } as const

const Possible = ({ page, possible }: { page: PageContext; possible: OrdersModel['possible'] }) => (
  <section class="stack" aria-labelledby="possible">
    <h2 id="possible">{page.t('orders.possible.title')}</h2>
    <div class="columns even">
      {possible.map((what) => (
        <Card title={page.t(`orders.possible.${what}.title`)}>
          <p>{page.t(`orders.possible.${what}.text`)}</p>
          <div class="card-end">
            <More href={`/help#${TOPICS[what]}`}>{page.t('orders.possible.more')}</More>
          </div>
        </Card>
      ))}
      <Card title={page.t('orders.possible.how')}>
        <p>{page.t('orders.possible.howText', { brand: page.brand.name })}</p>
        <Contact page={page} />
      </Card>
    </div>
  </section>
)
