import { describe, expect, it } from 'vitest'
import { type Day, quarterCount } from '../../domain/local-time.ts'
import { listMeterReadings } from '../meter-readings/queries.ts'
import { createPlan } from '../plans/create-plan.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { intervalDayVersions } from '../usage/interval-days-history.ts'
import { usageTotalWh } from '../usage/queries.ts'
import { exampleLoadProfile } from './example-load-profile.ts'
import { importMeterValues, type ImportMeterValues } from './import-meter-values.ts'
import { profileText, rowsOf } from './load-profile-samples.ts'
import { listMeterValueImports } from './queries.ts'

const DAYS: Day[] = ['2025-10-25', '2025-10-26', '2025-10-27']
const even = (wh: number) => (day: Day) => Array.from({ length: quarterCount(day) }, () => wh)
const profile = (wh = 100, location = 'Marktlokation;41373559241') =>
  `${location}\n${profileText(DAYS, even(wh))}`

async function retailerWithMeter() {
  const retailer = await createRetailer()
  const { id, meterId } = await retailer.subscribe({
    meter: { type: 'smart', number: '1APA0195124010', malo: '41373559241' },
  })
  const run = (text: string, input: Partial<ImportMeterValues> = {}, today: Day = '2025-11-03') =>
    importMeterValues(retailer.at(today), { fileName: 'lastgang.csv', content: Buffer.from(text), ...input })
  const versions = (day: Day) => intervalDayVersions(retailer.db, retailer.organizationId, meterId, day)
  return { ...retailer, id, meterId, run, versions }
}

describe('a load profile', () => {
  it('is written once; the same file again changes nothing, a corrected one the days that differ', async () => {
    const { run, versions, db, organizationId, id, meterId } = await retailerWithMeter()
    const first = await run(profile())
    expect(first).toMatchObject({
      format: 'load_profile_csv',
      daysWritten: 3,
      daysUnchanged: 0,
      problems: [],
      meters: [{ meterId, from: '2025-10-25', to: '2025-10-27', totalWh: 29_200, daysWritten: 3 }],
    })
    expect(await usageTotalWh(db, organizationId, id, '2025-10-25', '2025-10-28')).toBe(29_200)

    expect(await run(profile())).toMatchObject({ daysWritten: 0, daysUnchanged: 3, importId: null })
    const corrected = profile().replace('26.10.2025;12:00;0,100', '26.10.2025;12:00;0,900')
    expect(await run(corrected)).toMatchObject({ daysWritten: 1, daysUnchanged: 2 })
    const [now, before] = await versions('2025-10-26')
    expect(now).toMatchObject({ version: 2, totalWh: 10_800 })
    expect(before).toMatchObject({ version: 1, totalWh: 10_000, importId: first.importId })

    const imports = await listMeterValueImports(db, organizationId, 10)
    expect(imports.map(({ daysWritten, daysUnchanged }) => [daysWritten, daysUnchanged])).toEqual([
      [1, 2],
      [3, 0],
    ])
    expect(imports[1]).toMatchObject({ id: first.importId, fileName: 'lastgang.csv', problems: [] })
    const stranger = await createRetailer()
    expect(await listMeterValueImports(db, stranger.organizationId, 10)).toEqual([])
  })

  it('tried in a dry run writes nothing and says what it would', async () => {
    const { run, versions, db, organizationId } = await retailerWithMeter()
    const tried = await run(profile(), { dryRun: true })
    expect(tried).toMatchObject({ dryRun: true, daysWritten: 3, importId: null })
    expect(tried.recognised).toMatchObject({
      codePage: 'utf-8',
      unit: 'kWh',
      rows: 292,
      location: '41373559241',
    })
    expect(await versions('2025-10-26')).toEqual([])
    expect(await listMeterValueImports(db, organizationId, 10)).toEqual([])
    await run(profile())
    expect(await run(profile(101), { dryRun: true })).toMatchObject({ daysWritten: 3 })
    expect(await versions('2025-10-26')).toHaveLength(1)
  })

  it('with a bad row is refused whole, naming file, line and reason, unless the others are asked for', async () => {
    const { run, versions, db, organizationId } = await retailerWithMeter()
    const bad = profile().replace('26.10.2025;12:00;0,100', '26.10.2025;12:00;-0,100')
    await expect(run(bad)).rejects.toThrow(
      'lastgang.csv, line 151: -0,100 kWh is negative.\nNothing of it was written.',
    )
    expect(await versions('2025-10-25')).toEqual([])
    expect(await run(bad, { dryRun: true })).toMatchObject({ daysWritten: 2, problems: [{ line: 151 }] })
    expect(await run(bad, { skipBadRows: true })).toMatchObject({
      daysWritten: 2,
      problems: [{ line: 151, message: '-0,100 kWh is negative.' }],
    })
    expect(await versions('2025-10-25')).toHaveLength(1)
    expect(await versions('2025-10-26')).toEqual([])
    const [imported] = await listMeterValueImports(db, organizationId, 1)
    expect(imported?.problems).toEqual([{ line: 151, message: '-0,100 kWh is negative.' }])
  })

  it('of days that have not passed is refused', async () => {
    const { run } = await retailerWithMeter()
    await expect(run(profile(), {}, '2025-10-27')).rejects.toThrow(
      'lastgang.csv, line 199: 2025-10-27 has not passed yet.',
    )
  })

  it('that cannot be recognised is refused with its name and the option that helps', async () => {
    const { run } = await retailerWithMeter()
    await expect(run('<html>')).rejects.toThrow('lastgang.csv, line 1: This is an HTML page')
    await expect(run('')).rejects.toThrow('lastgang.csv: The file is empty.')
    await expect(run(profile().replace('[kWh]', ''))).rejects.toThrow(/^lastgang\.csv, line 3: .*--unit/)
    await expect(run('', { content: '/nowhere/lastgang.csv' })).rejects.toThrow('The file cannot be read')
  })
})

describe('the meter of a load profile', () => {
  it('is found by market location, metering location or number, or given where the file names none', async () => {
    const { run, subscribe } = await retailerWithMeter()
    const melo = 'DE0010696664610000000000000012345'
    await subscribe({ meter: { type: 'smart', number: '1EMH0011223344', melo } })
    const located = async (line: string, meter?: string) => {
      const { meters } = await run(profile(100, line), { dryRun: true, ...(meter && { meter }) })
      return meters[0]?.number
    }
    expect(await located('Marktlokation;41373559241')).toBe('1APA0195124010')
    expect(await located(`Zählpunkt;${melo}`)).toBe('1EMH0011223344')
    expect(await located('Zähler;1EMH0011223344')).toBe('1EMH0011223344')
    expect(await located('Lastgang', '1 EMH00 1122 3344')).toBe('1EMH0011223344')
    expect(await located(`Zählpunkt;${melo}`, '1EMH0011223344')).toBe('1EMH0011223344')
    await expect(located('Lastgang')).rejects.toThrow('lastgang.csv: The file does not name its meter')
    await expect(located('Marktlokation;41373559241', '1EMH0011223344')).rejects.toThrow(
      'lastgang.csv: The file is for market location 41373559241, which is not the meter 1EMH0011223344.',
    )
    await expect(located('Marktlokation;52044177329')).rejects.toThrow(
      'A meter with market location 52044177329 not found.',
    )
    await expect(located('Lastgang', '99999999')).rejects.toThrow('Meter 99999999 not found.')
  })

  it('of another organisation answers like none', async () => {
    const { meterId } = await retailerWithMeter()
    const stranger = await createRetailer()
    const run = (meter?: string) =>
      importMeterValues(stranger.at('2025-11-03'), {
        fileName: 'a.csv',
        content: Buffer.from(profile(100, meter ? 'Lastgang' : undefined)),
        ...(meter && { meter }),
      })
    await expect(run()).rejects.toThrow('A meter with market location 41373559241 not found.')
    await expect(run(meterId)).rejects.toThrow(`Meter ${meterId} not found.`)
  })

  it('that both draws and feeds in is told apart by the market location, else by the OBIS code', async () => {
    const { run, ctx, subscribe } = await retailerWithMeter()
    await createPlan(ctx, {
      slug: 'solar-import',
      name: 'Solar',
      type: 'feed_in',
      tariff: 'fixed',
      feedInMicroEurPerKwh: 77_800,
    })
    const feedIn = await subscribe({
      planSlug: 'solar-import',
      meter: { type: 'smart', number: '1APA0195124010', malo: '52044177329' },
    })
    const byNumber = (obis: string) => `Zähler;1APA0195124010\nOBIS;${obis}`
    const { meters } = await run(profile(100, byNumber('1-1:2.29.0')), { dryRun: true })
    expect(meters).toMatchObject([{ meterId: feedIn.meterId, direction: 'feed_in' }])
    expect((await run(profile(100, 'MaLo;52044177329'), { dryRun: true })).meters).toMatchObject([
      { meterId: feedIn.meterId },
    ])
    const consumption = await run(profile(100, byNumber('1-1:1.29.0')), { dryRun: true })
    expect(consumption.meters[0]?.malo).toBe('41373559241')
    await expect(run(profile(100, 'Zähler;1APA0195124010'))).rejects.toThrow(
      /1APA0195124010 could be one of several meters: .*41373559241.*Say which with --meter\./,
    )
  })

  it('has no quarter-hours if it is analog', async () => {
    const { run, subscribe } = await retailerWithMeter()
    await subscribe({ meter: { type: 'analog', number: '48213377' } })
    await expect(run(profile(100, 'Zähler;48213377'))).rejects.toThrow(
      'lastgang.csv, line 3: Meter 48213377 is analog and has no quarter-hour values.',
    )
  })

  it('may be one of several in a file, of which a bad one stops all', async () => {
    const { run, subscribe, versions } = await retailerWithMeter()
    await subscribe({ meter: { type: 'smart', number: '1EMH0011223344', malo: '52044177329' } })
    const rows = (malo: string, wh: number) =>
      DAYS.flatMap((day) => rowsOf(day, even(wh)(day)).map((row) => `${malo};${row}`))
    const file = (second: string) =>
      `MaLo;Datum;von;kWh\n${[...rows('41373559241', 10), ...rows(second, 20)].join('\n')}\n`
    await expect(run(file('52044177337'))).rejects.toThrow(
      'A meter with market location 52044177337 not found.',
    )
    expect(await versions('2025-10-26')).toEqual([])
    expect((await run(file('52044177329'))).meters.map(({ totalWh }) => totalWh)).toEqual([2920, 5840])
  })
})

describe('the example', () => {
  it('is a year of 3,500 kWh that every dialect imports to the same', async () => {
    const { run, db, organizationId, id } = await retailerWithMeter()
    const year = (dialect: 'start' | 'end' | 'iso') =>
      `${[...exampleLoadProfile({ year: 2025, annualWh: 3_500_000, dialect, location: '41373559241' })].join('\n')}\n`
    const first = await run(year('start'), {}, '2026-01-02')
    expect(first).toMatchObject({ daysWritten: 365, meters: [{ totalWh: 3_500_000 }], problems: [] })
    for (const dialect of ['end', 'iso'] as const) {
      expect(await run(year(dialect), {}, '2026-01-02')).toMatchObject({ daysWritten: 0, daysUnchanged: 365 })
    }
    // The contract began in September.
    const used = await usageTotalWh(db, organizationId, id, '2025-09-01', '2026-01-01')
    expect(used).toBeGreaterThan(1_100_000)
    expect(used).toBeLessThan(1_300_000)
  })
})

describe('an MSCONS file', () => {
  it('brings readings, each once', async () => {
    const { run, subscribe, db, organizationId } = await retailerWithMeter()
    const { id } = await subscribe({ meter: { type: 'analog', number: '48213377', malo: '52044177329' } })
    const reading = (value: string) =>
      `UNB+UNOC:3+9904292000003:500+9903829000006:500+251102:1030+REF1++VL'UNH+1+MSCONS:D:04B:UN:2.4c'BGM+7+DOC1+9'DTM+137:202511021030?+00:303'RFF+Z13:13002'NAD+MS+9904292000003::293'NAD+MR+9903829000006::293'UNS+D'NAD+DP'LOC+172+52044177329'RFF+MG:48213377'LIN+1'PIA+5+1-1?:1.8.0:SRW'QTY+220:${value}'DTM+9:202510312300?+00:303'UNT+15+1'UNZ+1+REF1'`
    const first = await run(reading('48213.5'))
    expect(first).toMatchObject({ format: 'mscons', readingsWritten: 1 })
    expect(await run(reading('48213.5'))).toMatchObject({ readingsWritten: 0, importId: null })
    // A correction by the metering operator takes the place of its first value.
    expect(await run(reading('48100'))).toMatchObject({ readingsWritten: 1, daysWritten: 0 })
    expect(await listMeterReadings(db, organizationId, id)).toMatchObject([
      { readOn: '2025-11-01', valueWh: 48_100_000, type: 'grid_reading' },
    ])
  })
})
