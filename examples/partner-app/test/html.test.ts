import { expect, test } from 'vitest'
import { html } from '../src/pages/html.ts'

test('values are escaped, markup is not, false and undefined leave nothing', () => {
  const name = `<b>"A&B's"</b>`
  expect(html`<p title="${name}">${name}${false}${undefined}${0}</p>`.toString()).toBe(
    '<p title="&lt;b&gt;&quot;A&amp;B&#39;s&quot;&lt;/b&gt;">&lt;b&gt;&quot;A&amp;B&#39;s&quot;&lt;/b&gt;0</p>',
  )
  const marks = ['<', '>'].map((text) => html`<b>${text}</b>`)
  expect(html`<p>${marks}</p>`.toString()).toBe('<p><b>&lt;</b><b>&gt;</b></p>')
})
