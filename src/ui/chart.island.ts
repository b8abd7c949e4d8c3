/**
 * The crosshair: reads a chart out by mouse, touch and arrow keys. Everything it says was written by the server
 * (`data-readouts`), in the reader's language; without it the table behind the chart says the same.
 */
const SVG = 'http://www.w3.org/2000/svg'

function equip(plot: HTMLElement): void {
  const canvas = plot.querySelector<SVGSVGElement>('svg.canvas')
  const output = plot.querySelector('output')
  if (canvas === null || output === null) return
  const readouts = (plot.dataset['readouts'] ?? '').split('|')
  const ys = (plot.dataset['ys'] ?? '').split(',')
  let index = Math.max(0, Number(plot.dataset['start'] ?? readouts.length - 1))

  const line = document.createElementNS(SVG, 'line')
  line.setAttribute('class', 'cross-line')
  line.setAttribute('y1', plot.dataset['y1'] ?? '0')
  line.setAttribute('y2', plot.dataset['y2'] ?? '100%')
  const dot = document.createElementNS(SVG, 'circle')
  dot.setAttribute('class', 'cross-dot')
  dot.setAttribute('r', '4.5')

  // A slider, because that is what a screen reader hands the arrow keys to.
  const probe = document.createElement('div')
  probe.className = 'probe'
  probe.tabIndex = 0
  probe.setAttribute('role', 'slider')
  probe.setAttribute('aria-label', plot.dataset['chart'] ?? '')
  probe.setAttribute('aria-valuemin', '0')
  probe.setAttribute('aria-valuemax', String(readouts.length - 1))
  describe()
  plot.append(probe)

  function describe(): void {
    probe.setAttribute('aria-valuenow', String(index))
    probe.setAttribute('aria-valuetext', readouts[index] ?? '')
  }

  function show(next: number): void {
    index = Math.min(readouts.length - 1, Math.max(0, next))
    const x = `${((index + 0.5) / readouts.length) * 100}%`
    const y = ys[index] ?? ''
    line.setAttribute('x1', x)
    line.setAttribute('x2', x)
    canvas?.append(line)
    // A place without a value, and a picture of shades, have no point to mark.
    if (y === '') dot.remove()
    else {
      dot.setAttribute('cx', x)
      dot.setAttribute('cy', y)
      canvas?.append(dot)
    }
    describe()
    if (output !== null) output.textContent = readouts[index] ?? ''
  }

  function clear(): void {
    line.remove()
    dot.remove()
    if (output !== null) output.textContent = ''
  }

  function point(event: PointerEvent): void {
    const box = probe.getBoundingClientRect()
    show(Math.floor(((event.clientX - box.left) / box.width) * readouts.length))
  }

  probe.addEventListener('pointerdown', point)
  probe.addEventListener('pointermove', point)
  probe.addEventListener('pointerleave', (event) => {
    // A finger that lifts leaves its reading standing; a mouse that goes away takes it along.
    if (event.pointerType === 'mouse' && document.activeElement !== probe) clear()
  })
  // The slider's own value is spoken while it has the focus; the live region would say it twice.
  probe.addEventListener('focus', () => {
    output.setAttribute('aria-live', 'off')
    if (probe.matches(':focus-visible')) show(index)
  })
  probe.addEventListener('blur', () => {
    output.setAttribute('aria-live', 'polite')
    clear()
  })
  const big = Math.max(1, Math.round(readouts.length / 24))
  const moves: Record<string, () => number> = {
    ArrowRight: () => index + 1,
    ArrowUp: () => index + 1,
    ArrowLeft: () => index - 1,
    ArrowDown: () => index - 1,
    PageUp: () => index + big,
    PageDown: () => index - big,
    Home: () => 0,
    End: () => readouts.length - 1,
  }
  probe.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return clear()
    const move = moves[event.key]
    if (move === undefined) return
    event.preventDefault()
    show(move())
  })
}

for (const plot of document.querySelectorAll<HTMLElement>('[data-chart]')) equip(plot)
