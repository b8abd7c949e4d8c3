/**
 * The slider chooses among windows that the server found and put into words; the parts of the price follow the crosshair.
 * Without it the slider's button and the form of the parts do the same.
 */
interface Window {
  /** The slider's value, then the three lines beside the price. */
  texts: [string, string, string, string]
  x?: string
  width?: string
  label?: string
  labelX?: string
  anchor?: string
}

const GROUPS = ['exchange', 'procurement', 'grid', 'levies', 'taxes', 'vat']
const set = (element: Element | null, values: Record<string, string | undefined>) => {
  for (const [name, value] of Object.entries(values)) element?.setAttribute(name, value ?? '0')
}

function equipSlider(chart: HTMLElement): void {
  const slider = chart.querySelector<HTMLInputElement>('input[type=range]')
  const windows = JSON.parse(chart.dataset['priceWindows'] ?? '[]') as Window[]
  const best = document.querySelector('[data-best]')
  const band = chart.querySelector('.cheapest')
  slider?.addEventListener('input', () => {
    const window = windows[Number(slider.value) - 1]
    if (!window) return
    const [value, ...lines] = window.texts
    const output = chart.querySelector('.hours output')
    if (output) output.textContent = value
    slider.setAttribute('aria-valuetext', value)
    lines.forEach((line, index) => {
      const place = best?.children[index]
      if (place) place.textContent = line
    })
    band?.setAttribute('visibility', window.x === undefined ? 'hidden' : 'visible')
    for (const rect of band?.querySelectorAll('rect') ?? []) set(rect, { x: window.x, width: window.width })
    const label = band?.querySelector('text') ?? null
    set(label, { x: window.labelX, 'text-anchor': window.anchor })
    if (label) label.textContent = window.label ?? ''
  })
  slider?.addEventListener('change', () => {
    const url = new URL(location.href)
    url.searchParams.set('hours', slider.value)
    history.replaceState(history.state, '', url)
  })
}

function equipParts(parts: HTMLElement): void {
  const plot = document.querySelector<HTMLElement>('[data-price-windows] .plot, .window-chart .plot')
  const when = document.querySelector('[data-parts-when] strong')
  const readouts = (plot?.dataset['readouts'] ?? '').split('|')
  const quarters = (parts.dataset['parts'] ?? '').split('|')
  const [low, high] = [Number(parts.dataset['low']), Number(parts.dataset['high'])]
  const cells = [...parts.querySelectorAll('tbody td')]
  const groups = [...parts.querySelectorAll('tbody .shade')].map(({ classList }) => classList[1] ?? '')
  const total = parts.querySelector('tfoot td')
  const bars = new Map(
    [...parts.querySelectorAll<SVGElement>('[data-group]')].map((bar) => [bar.dataset['group'], bar]),
  )
  const number = new Intl.NumberFormat(document.documentElement.lang === 'de' ? 'de-DE' : 'en-GB', {
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
  })
  const text = (milliCt: number) => number.format(milliCt / 1000).replace('-', '−')

  function show(index: number): void {
    const values = (quarters[index] ?? '').split(' ').map(Number)
    if (when) when.textContent = (readouts[index] ?? '').split(': ')[0] ?? ''
    for (const [row, cell] of cells.entries()) cell.textContent = text(values[row] ?? 0)
    if (total) total.textContent = text(values.reduce((sum, value) => sum + value, 0))
    const share = (value: number) => value / (high - low || 1)
    let right = share(-low)
    let left = right
    for (const group of GROUPS) {
      const sum = values.reduce((whole, value, row) => (groups[row] === group ? whole + value : whole), 0)
      const width = Math.abs(share(sum))
      if (sum < 0) left -= width
      set(bars.get(group) ?? null, { x: `${(sum < 0 ? left : right) * 100}%`, width: `${width * 100}%` })
      if (sum > 0) right += width
    }
  }

  // The crosshair tells its place by the value of its slider.
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const now = target instanceof Element ? target.getAttribute('aria-valuenow') : null
      if (now !== null) show(Number(now))
    }
  }).observe(plot ?? parts, { subtree: true, attributes: true, attributeFilter: ['aria-valuenow'] })
}

for (const chart of document.querySelectorAll<HTMLElement>('[data-price-windows]')) equipSlider(chart)
for (const parts of document.querySelectorAll<HTMLElement>('[data-parts]')) equipParts(parts)
