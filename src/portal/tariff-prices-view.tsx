import type { PageContext } from '../ui/page.ts'
import { Card } from '../ui/parts.tsx'
import type { PriceSheet, TariffModel } from './tariff-view-model.ts'

interface PartProps {
  page: PageContext
  model: TariffModel
  prices: PriceSheet
}

/** Every part of the price per kWh, net as the law and the grid operators state it, and gross. */
export const WorkingCard = ({ page, model, prices }: PartProps) => {
  const { t, format } = page
  const { working } = prices
  const isFeedIn = model.contract.kind === 'feed_in'
  return (
    <Card title={t(isFeedIn ? 'tariff.parts.titlePayout' : 'tariff.parts.title')}>
      <PriceTable
        page={page}
        unit={t('tariff.parts.unit')}
        hasVat={working.vatPercent > 0}
        rows={working.parts.map(({ kind, netMicroEurPerKwh, grossMicroEurPerKwh }) => ({
          label: kind === 'marketing' ? t('tariff.parts.marketing') : t(`invoices.line.${kind}`),
          net: format.ct(netMicroEurPerKwh, 3),
          gross: format.ct(grossMicroEurPerKwh, 2),
        }))}
        total={{
          label: t(isFeedIn ? 'tariff.parts.totalPayout' : 'tariff.parts.total'),
          net: format.ct(working.netMicroEurPerKwh, 3),
          gross: format.ct(working.grossMicroEurPerKwh, 2),
        }}
      />
      <p class="small quiet">
        {t('tariff.parts.on', { date: format.date(model.pricesOn) })}
        {working.vatPercent > 0 && ` ${t('tariff.parts.rounded')}`}
      </p>
    </Card>
  )
}

interface PriceRow {
  label: string
  net: string
  gross: string
}

const PriceTable = ({
  page: { t },
  unit,
  hasVat,
  rows,
  total,
}: {
  page: PageContext
  unit: string
  hasVat: boolean
  rows: readonly PriceRow[]
  total: PriceRow
}) => (
  <table class="price-parts">
    <thead>
      <tr>
        <th scope="col">{t('tariff.parts.part')}</th>
        {hasVat && (
          <th scope="col" class="right">
            {t('tariff.parts.net')}
            <br />
            {unit}
          </th>
        )}
        <th scope="col" class="right">
          {hasVat && (
            <>
              {t('tariff.parts.gross')}
              <br />
            </>
          )}
          {unit}
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ label, net, gross }) => (
        <tr>
          <th scope="row">{label}</th>
          {hasVat && <td class="right quiet">{net}</td>}
          <td class="right">{gross}</td>
        </tr>
      ))}
    </tbody>
    <tfoot>
      <tr class="total">
        <th scope="row">{total.label}</th>
        {hasVat && <td class="right quiet">{total.net}</td>}
        <td class="right">{total.gross}</td>
      </tr>
    </tfoot>
  </table>
)

/** A price that moves is advertised by its formula and an example (§ 14 (4) PAngV). */
export const FormulaCard = ({ page, model, prices: { dynamic, working } }: PartProps) => {
  const { t, format } = page
  if (dynamic === null) return null
  const isFeedIn = model.contract.kind === 'feed_in'
  const rest = `${format.ct(dynamic.restNetMicroEurPerKwh, 3)}\u00a0ct`
  const values = {
    rest,
    exchange: `${format.ct(dynamic.microEurPerKwh, 3)}\u00a0ct`,
    price: format.ctPerKwh(working.grossMicroEurPerKwh, 2),
  }
  return (
    <Card title={t('tariff.formula')}>
      <p class="formula">
        {isFeedIn ? t('tariff.formulaFeedIn', { rest }) : t('tariff.formulaText', { rest })}
      </p>
      <p>{isFeedIn ? t('tariff.formulaExampleFeedIn', values) : t('tariff.formulaExample', values)}</p>
      <p class="small quiet">
        {isFeedIn ? t('tariff.formulaNoteFeedIn', { rest }) : t('tariff.formulaNote')}
      </p>
    </Card>
  )
}

export const BaseCard = ({ page, model, prices: { base, creditGrossCents } }: PartProps) => {
  const { t, format, brand } = page
  const isFeedIn = model.contract.kind === 'feed_in'
  return (
    <Card title={t(isFeedIn ? 'tariff.basePrice.titleFee' : 'tariff.basePrice.title')}>
      <PriceTable
        page={page}
        unit={t('tariff.parts.unitYear')}
        hasVat
        rows={base.parts.map(({ kind, netCents, grossCents }) => ({
          label:
            kind === 'base_fee'
              ? t('tariff.basePrice.base_fee', { brand: brand.name })
              : t(`invoices.line.${kind}`),
          net: format.amount(netCents),
          gross: format.amount(grossCents),
        }))}
        total={{
          label: t('tariff.basePrice.total'),
          net: format.amount(base.netCents),
          gross: format.amount(base.grossCents),
        }}
      />
      {creditGrossCents !== null && (
        <p class="small quiet">{t('tariff.basePrice.credit', { amount: format.eur(creditGrossCents) })}</p>
      )}
    </Card>
  )
}

/** § 14a module 3: which grid fee holds when. */
export const HoursCard = ({ page, prices: { timeOfUse } }: Omit<PartProps, 'model'>) => {
  const { t, format } = page
  if (timeOfUse === null) return null
  const windows = timeOfUse.flatMap((level) => level.windows)
  return (
    <Card title={t('tariff.module3.title')}>
      <p class="quiet">{t(windows.length > 0 ? 'tariff.module3.text' : 'tariff.module3.allDay')}</p>
      <table>
        <tbody>
          {timeOfUse.map(({ level, netMicroEurPerKwh, windows }) =>
            level !== 'standard' && windows.length === 0 ? null : (
              <tr>
                <th scope="row">
                  {t(`tariff.module3.${level}`)}
                  <br />
                  <span class="small quiet">
                    {level === 'standard'
                      ? t('tariff.module3.restOfDay')
                      : windows
                          .map(({ from, to }) =>
                            t('tariff.module3.window', { from: clock(from), to: clock(to) }),
                          )
                          .join(', ')}
                  </span>
                </th>
                <td class="right">
                  {format.ctPerKwh(netMicroEurPerKwh, 2)} {t('tariff.parts.net')}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </Card>
  )
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
