/**
 * Keeps the offer in step with what is typed: fetches the parts of this page that change and puts them in their places.
 * When that does not work the page stays as it is, and its buttons ask for the whole page instead.
 */
const PAUSE_MS = 300
/** What changes with the offer. Open details stay open. */
const PARTS = ['quote-towns', 'offer', 'quote-amount', 'offer-formula']

function equip(form: HTMLFormElement): void {
  const usage = form.querySelector<HTMLInputElement>('#usage')
  const presets = [...form.querySelectorAll<HTMLButtonElement>('[name=preset]')]
  const said = document.querySelector('#offer-said')
  let timer = 0
  let request = new AbortController()
  let shown = ''

  function place(html: Document): void {
    for (const id of PARTS) {
      const [now, next] = [document.getElementById(id), html.getElementById(id)]
      // A list that somebody has open is left alone.
      if (!now || !next || now.contains(document.activeElement)) continue
      for (const details of now.querySelectorAll('details[open]'))
        next.querySelector(`#${details.id}`)?.setAttribute('open', '')
      now.replaceWith(next)
    }
  }

  async function refresh(): Promise<void> {
    clearTimeout(timer)
    const query = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') query.set(name, value)
    const asked = query.toString()
    if (asked === shown) return
    request.abort()
    request = new AbortController()
    const { signal } = request
    const panel = document.getElementById('offer')
    panel?.setAttribute('aria-busy', 'true')
    try {
      const answer = await fetch(`${form.action}?${asked}&fragment=1`, { signal })
      if (!answer.ok) throw new Error(answer.statusText)
      const html = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (signal.aborted) return
      place(html)
      shown = asked
      const words = document.getElementById('offer')?.dataset['said'] ?? ''
      if (said && said.textContent !== words) said.textContent = words
    } catch {
      if (!signal.aborted) panel?.removeAttribute('aria-busy')
    }
  }

  function soon(): void {
    clearTimeout(timer)
    timer = window.setTimeout(() => void refresh(), PAUSE_MS)
    const typed = (usage?.value ?? '').replace(/\D/g, '')
    for (const preset of presets) preset.setAttribute('aria-pressed', String(preset.value === typed))
  }

  form.addEventListener('input', soon)
  form.addEventListener('submit', (event) => {
    const pressed = event.submitter
    // Going on is a form of its own kind, and sent as it is.
    if (pressed instanceof HTMLButtonElement && pressed.formMethod === 'post') return
    event.preventDefault()
    if (usage && pressed instanceof HTMLButtonElement && pressed.name === 'preset')
      usage.value = pressed.value
    soon()
    void refresh()
  })
}

const form = document.querySelector<HTMLFormElement>('form#quote')
if (form) equip(form)
