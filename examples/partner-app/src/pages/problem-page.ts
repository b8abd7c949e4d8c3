import { formField } from '../form.ts'
import type { ProblemText } from '../problems.ts'
import type { User } from '../users.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { layout } from './layout.ts'

/** What did not work, why, and what to do now. `body` is the form that led here, for the button that repeats it. */
export function problemPage(view: {
  readonly problem: ProblemText
  readonly user: User | undefined
  readonly body?: unknown
}): string {
  const { problem, user } = view
  return layout({
    title: problem.title,
    user,
    main: html`<div class="narrow">
      <h1>${problem.title}</h1>
      <p class="lead">${problem.text}</p>
      <div class="row">
        ${problem.retry && user && retryForm(formField(view.body, 'destination'))}
        <a class="button" href="/">Zur Startseite</a>
      </div>
      ${problem.support && support(problem.support)}
    </div>`,
  })
}

function retryForm(destination: string): Markup {
  return html`<form method="post" action="/energy-account">
    <input type="hidden" name="destination" value="${destination}" /><button class="primary">
      Noch einmal versuchen
    </button>
  </form>`
}

function support({ detail, requestId, docs }: NonNullable<ProblemText['support']>): Markup {
  return html`<section class="card" aria-labelledby="support">
    <h2 id="support">Für den Kundendienst</h2>
    <dl>
      ${
        requestId !== undefined &&
        html`<div>
          <dt>Vorgangsnummer</dt>
          <dd class="code">${requestId}</dd>
        </div>`
      }
      <div>
        <dt>Meldung</dt>
        <dd lang="en">${detail}</dd>
      </div>
      ${
        docs !== undefined &&
        html`<div>
          <dt>Erklärung</dt>
          <dd><a href="${docs}" rel="noreferrer">${docs}</a></dd>
        </div>`
      }
    </dl>
  </section>`
}
