import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import type { OrdersModel, ShownMeterOrder } from './orders-view-model.ts'

/** The order that moves, or stands still, at present. */
export const openOrder = ({ meterOrders }: OrdersModel): ShownMeterOrder | undefined =>
  meterOrders.find(({ reached, cancelled }) => cancelled === null && reached.activated === undefined)

/** When somebody comes to put the meter in; null once that is done, or before a day is agreed. */
export const appointmentOf = (order: ShownMeterOrder | undefined): number | null =>
  order?.blocked === null && order.reached.installed === undefined ? (order.reached.scheduled ?? null) : null

/** The sentence that the page opens with, and what follows from it. */
export function ordersAnswer(t: T, format: Format, model: OrdersModel): { title: string; lead: string } {
  const { contract, reductions } = model
  const order = openOrder(model)
  if (contract.status === 'ended') {
    const date = format.date(contract.lastDay ?? format.day(model.now))
    return { title: t('orders.answer.ended', { date }), lead: t('orders.lead.ended') }
  }
  if (order?.blocked) {
    return {
      title: t(`orders.answer.blocked.${order.blocked.reason}`),
      lead: t(`orders.lead.blocked.${order.blocked.reason}`, { provider: order.provider }),
    }
  }
  const appointment = appointmentOf(order)
  if (appointment !== null) {
    return appointment < model.now
      ? { title: t('orders.answer.appointmentOver'), lead: t('orders.lead.appointmentOver') }
      : { title: t('orders.answer.appointment'), lead: t('orders.lead.appointment') }
  }
  if (order) {
    return order.reached.installed === undefined
      ? {
          title: t('orders.answer.meterOrdered'),
          lead: t('orders.lead.meterOrdered', { provider: order.provider }),
        }
      : { title: t('orders.answer.meterInstalled'), lead: t('orders.lead.meterInstalled') }
  }
  if (reductions.some(({ status }) => status === 'intended' || status === 'ordered')) {
    return { title: t('orders.answer.reductionOrdered'), lead: t('orders.lead.reductionOrdered') }
  }
  const isNothing = model.meterOrders.length === 0 && reductions.length === 0
  return isNothing
    ? {
        title: t('orders.answer.nothing'),
        lead: t(model.possible.length > 0 ? 'orders.lead.nothing' : 'orders.lead.nothingPossible'),
      }
    : { title: t('orders.answer.done'), lead: t('orders.lead.done') }
}
