/** Fills the list of suppliers while a name is typed. When that does not work, the page asks after the form was sent. */
const PAUSE_MS = 200

function equip(input: HTMLInputElement, list: HTMLDataListElement, search: string): void {
  let timer = 0
  let request = new AbortController()

  async function refresh(): Promise<void> {
    request.abort()
    request = new AbortController()
    const { signal } = request
    try {
      const answer = await fetch(`${search}?${new URLSearchParams({ q: input.value })}`, { signal })
      if (!answer.ok) return
      const html = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (!signal.aborted) list.replaceChildren(...html.querySelectorAll('option'))
    } catch {
      // The list stays as it is.
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    const isChosen = [...list.options].some(({ value }) => value === input.value)
    if (!isChosen && input.value.trim() !== '') timer = window.setTimeout(() => void refresh(), PAUSE_MS)
  })
}

const input = document.querySelector<HTMLInputElement>('#previousSupplier')
const list = document.querySelector<HTMLDataListElement>('#suppliers')
const search = input?.dataset['search']
if (input && list && search !== undefined) equip(input, list, search)
