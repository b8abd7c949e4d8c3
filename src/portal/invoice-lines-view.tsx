import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import type { InvoiceLine, InvoiceModel } from './invoices-view-model.ts'

interface PartProps {
  t: T
  format: Format
}

/** Every line, the net total, the tax, the sum: on a phone a list, on paper and desktop a table. */
export const InvoiceLines = ({ t, format, model }: PartProps & { model: InvoiceModel }) => {
  const { invoice } = model
  const isOffset = invoice.type === 'void' && invoice.dueOn === null
  const total =
    invoice.totalCents < 0 && !isOffset ? 'totalCredit' : invoice.status === 'open' ? 'total' : 'totalPaid'
  return (
    <div class="lines">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('invoices.detail.position')}</th>
            <th scope="col" class="right">
              {t('invoices.detail.quantity')} × {t('invoices.detail.unitPrice')}
            </th>
            <th scope="col" class="right">
              {t('invoices.detail.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {model.lines.map((line) => (
            <tr>
              <th scope="row">
                {typeof line.label === 'string' ? t(`invoices.line.${line.label}`) : line.label.text}
                {line.days && (
                  <>
                    <br />
                    <span class="small quiet">{format.spanShort(line.days.first, line.days.last)}</span>
                  </>
                )}
              </th>
              <td class="right q">{lineSum(t, format, line)}</td>
              <td class="right sum">{format.eur(line.amountCents)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan={2}>
              {t('invoices.detail.net')}
            </th>
            <td class="right sum">{format.eur(model.netCents)}</td>
          </tr>
          {model.vat.map(({ rate, amountCents }) => (
            <tr>
              <th scope="row" colspan={2}>
                {t('invoices.detail.vat', { rate: format.percent(rate) })}
              </th>
              <td class="right sum">{format.eur(amountCents)}</td>
            </tr>
          ))}
          <tr class="total">
            <th scope="row" colspan={2}>
              {t(`invoices.detail.${total}`)}
            </th>
            <td class="right sum">
              {format.eur(
                Math.abs(invoice.totalCents) * (total === 'totalCredit' ? 1 : Math.sign(invoice.totalCents)),
              )}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

/** "231,412 kWh × Ø 8,912 ct": as exact as it was reckoned with. */
function lineSum(t: T, format: Format, line: InvoiceLine): string {
  // One of something costs what it costs: no sum to show.
  if (line.unit === 'piece' && line.quantity === 1) return ''
  const quantity =
    line.quantity === null || line.unit === null
      ? null
      : `${quantityText(format, line)}\u00a0${t(`invoices.unit.${line.unit}`, { count: line.quantity })}`
  // Nobody pays the mean of several instalments.
  const isMeanPiece = line.unit === 'piece' && line.unitPriceIsAverage
  if (line.unitPriceMicroEur === null || isMeanPiece) return quantity ?? ''
  // A kilowatt-hour is priced in cents, a month in euros.
  const price =
    line.unit === 'kwh'
      ? `${format.ct(line.unitPriceMicroEur, 3)}\u00a0ct`
      : format.eurFine(line.unitPriceMicroEur)
  const shown = line.unitPriceIsAverage ? t('invoices.detail.average', { price }) : price
  return quantity === null ? shown : `${quantity} × ${shown}`
}

function quantityText(format: Format, { quantity, unit }: InvoiceLine): string {
  if (quantity === null) return ''
  return format.number(quantity, unit === 'kwh' ? 3 : Number.isInteger(quantity) ? 0 : 2)
}
