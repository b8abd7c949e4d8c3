import type { PageContext } from '../ui/page.ts'
import { Card, Pairs, Tag } from '../ui/parts.tsx'
import type { TariffModel } from './tariff-view-model.ts'

interface PartProps {
  page: PageContext
  model: TariffModel
}

const STATUS = {
  pending: { tone: 'warn', icon: 'clock' },
  active: { tone: 'ok', icon: 'check' },
  ended: { tone: 'plain', icon: 'cross' },
} as const

/** Term and notice, as § 41 (1) EnWG wants a customer to be able to read them. */
export const ContractCard = ({ page, model }: PartProps) => {
  const { t, format } = page
  const { contract, sheet } = model
  const { tone, icon } = STATUS[contract.status]
  const isSupply = contract.kind === 'consumption'
  return (
    <Card
      title={t('tariff.contract.title')}
      end={
        <Tag tone={tone} icon={icon}>
          {t(`overview.status.${contract.status}`)}
        </Tag>
      }
    >
      <Pairs
        pairs={[
          [t('tariff.contract.number'), contract.number],
          [t('tariff.contract.concluded'), format.dateShort(sheet.concludedOn)],
          [
            t(contract.status === 'pending' ? 'tariff.contract.from' : 'tariff.contract.since'),
            format.dateShort(contract.startsOn),
          ],
          [
            t('tariff.contract.until'),
            contract.lastDay === null || contract.lastDay < contract.startsOn
              ? null
              : format.dateShort(contract.lastDay),
          ],
          [t('tariff.contract.minimum'), t('tariff.contract.noMinimum')],
          [
            t('tariff.contract.notice'),
            contract.noticeDays === 0
              ? t('tariff.contract.noNotice')
              : t('tariff.contract.noticeDays', { count: contract.noticeDays }),
          ],
          [t('tariff.contract.kind'), isSupply ? t('tariff.contract.outside') : null],
          [
            t('tariff.contract.modules'),
            contract.modules.length === 0
              ? null
              : contract.modules.map((module) => t(`tariff.contract.${module}`)).join(', '),
          ],
        ]}
      />
    </Card>
  )
}

/** Where electricity is delivered to, or comes from. */
export const PlaceCard = ({ page, model }: PartProps) => {
  const { t, format, brand } = page
  const { contract, sheet } = model
  const isSupply = contract.kind === 'consumption'
  const { energyMix } = sheet
  return (
    <Card title={t(isSupply ? 'tariff.place.title' : 'tariff.place.titleFeedIn')}>
      <Pairs
        pairs={[
          [t(isSupply ? 'tariff.place.delivery' : 'tariff.place.site'), lines(contract.address)],
          [
            t('tariff.place.billing'),
            sheet.billingAddress === null ? t('tariff.place.sameAddress') : lines(sheet.billingAddress),
          ],
          [t('tariff.place.meter'), printed(contract.meterNumber)],
          [t('tariff.place.malo'), sheet.malo],
          [t('tariff.place.grid'), sheet.gridOperator],
          [t('tariff.place.metering'), sheet.meteringOperator],
          [
            t('tariff.place.mix', { year: energyMix?.year ?? '' }),
            energyMix === null || !isSupply
              ? null
              : t('tariff.place.mixText', {
                  renewable: format.percent(energyMix.renewablePercent / 100),
                  co2: format.number(energyMix.co2GramsPerKwh),
                }),
          ],
        ]}
      />
      {isSupply && energyMix !== null && sheet.website !== null && (
        <p class="small">
          <a href={absolute(sheet.website)} rel="noreferrer">
            {t('tariff.place.mixMore', { brand: brand.name })}
          </a>
        </p>
      )}
    </Card>
  )
}

const lines = ({ street, houseNumber, zip, city }: TariffModel['contract']['address']) => (
  <>
    {street} {houseNumber}
    <br />
    {zip} {city}
  </>
)

/** As it stands on the meter: 1APA0195124010 is printed "1 APA01 9512 4010" (DIN 43863-5). Others as they are. */
const printed = (meterNumber: string): string =>
  meterNumber.replace(/^([1-9A-G])([A-Z]{3}[0-9A-F]{2})(\d{4})(\d{4})$/, '$1 $2 $3 $4')

/** A profile may name the site without its scheme. */
const absolute = (website: string): string => (/^https?:/.test(website) ? website : `https://${website}`)
