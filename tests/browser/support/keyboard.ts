import type { Page } from '@playwright/test'
import { expect } from './test.ts'

interface Stop {
  number: number
  isOutlined: boolean
  isUncovered: boolean
  isDate: boolean
  html: string
}

/** Goes through the page by Tab: every control is reached, in the order of the document, outlined, and not covered by anything. */
export async function tabThrough(page: Page): Promise<void> {
  const controls = await numberControls(page)
  expect(controls).toBeGreaterThan(1)
  // From the top, also where a field has the focus at once.
  await page.locator('[data-stop="0"]').focus()
  let now = await focusNow(page)
  for (let number = 0; number < controls; number += 1) {
    if (number > 0) now = await pressTab(page, now)
    expect(now, now.html).toMatchObject({ number, isOutlined: true, isUncovered: true })
  }
}

/** On to the next control: a date or a time is one, though its parts are stops of their own. */
async function pressTab(page: Page, before: Stop): Promise<Stop> {
  await page.keyboard.press('Tab')
  const now = await focusNow(page)
  return before.isDate && now.number === before.number ? pressTab(page, before) : now
}

/** Numbers what can be focused, in the order of the document, and answers how many there are. */
function numberControls(page: Page): Promise<number> {
  return page.evaluate(() => {
    // Of radio buttons that belong together Tab stops at the chosen one, or else at the first; arrows lead to the others.
    const isStop = (element: HTMLElement): boolean => {
      if (element.tabIndex < 0) return false
      if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true
      const group = [...(element.form?.elements ?? [])].filter(
        (other) => other instanceof HTMLInputElement && other.type === 'radio' && other.name === element.name,
      ) as HTMLInputElement[]
      return element === (group.find(({ checked }) => checked) ?? group[0])
    }
    const controls = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, textarea, summary, [tabindex="0"]',
      ),
    ].filter((element) => element.checkVisibility({ visibilityProperty: true }) && isStop(element))
    for (const [index, element] of controls.entries()) element.dataset['stop'] = String(index)
    return controls.length
  })
}

function focusNow(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    const onTop = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    return {
      number: Number(element.dataset['stop']),
      isOutlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      isUncovered: onTop !== null && (element.contains(onTop) || onTop.contains(element)),
      isDate: element instanceof HTMLInputElement && ['date', 'time'].includes(element.type),
      html: element.outerHTML.slice(0, 120),
    }
  })
}
