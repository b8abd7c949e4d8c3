import type { Page } from '@playwright/test'
import { expect } from './test.ts'

interface Stop {
  number: number
  isOutlined: boolean
  isUncovered: boolean
  html: string
}

/** Goes through the page by Tab: every control is reached, in the order of the document, outlined, and not covered by anything. */
export async function tabThrough(page: Page): Promise<void> {
  const controls = await numberControls(page)
  expect(controls).toBeGreaterThan(1)
  // From the top, also where a field has the focus at once.
  await page.locator('[data-stop="0"]').focus()
  for (let number = 0; number < controls; number += 1) {
    if (number > 0) await page.keyboard.press('Tab')
    expect(await focusNow(page)).toMatchObject({ number, isOutlined: true, isUncovered: true })
  }
}

/** Numbers what can be focused, in the order of the document, and answers how many there are. */
function numberControls(page: Page): Promise<number> {
  return page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, textarea, summary, [tabindex="0"]',
      ),
    ].filter((element) => element.checkVisibility({ visibilityProperty: true }))
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
      html: element.outerHTML.slice(0, 120),
    }
  })
}
