import { ApiError, AuthenticationError, ConnectionError, RateLimitError, TimeoutError } from '@stromtor/sdk'

/** What a customer is told when something does not work: what happened, and what to do. */
export interface ProblemText {
  readonly status: number
  readonly title: string
  readonly text: string
  /** Whether pressing the button again may help. */
  readonly retry: boolean
  readonly retryAfterS?: number
  /** What a colleague needs to find the cause: Stromtor's own sentence and the number it logged. */
  readonly support?: {
    readonly detail: string
    readonly requestId: string | undefined
    readonly docs: string | undefined
  }
}

const texts = {
  'cross-site': {
    status: 403,
    title: 'Diese Anfrage kam nicht von unserer Seite',
    text: 'Zu Ihrem Schutz haben wir sie nicht ausgeführt. Öffnen Sie bitte die Startseite und versuchen Sie es dort.',
    retry: false,
  },
  'no-customer': {
    status: 404,
    title: 'Zu Ihrer E-Mail-Adresse gibt es noch kein Energiekonto',
    text: 'Wir beziehen Ihren Strom vielleicht unter einer anderen Adresse. Rufen Sie uns an, dann verbinden wir beides.',
    retry: false,
  },
  'not-found': {
    status: 404,
    title: 'Diese Seite gibt es nicht',
    text: 'Vielleicht ist sie umgezogen, oder in der Adresse fehlt ein Zeichen.',
    retry: false,
  },
  'no-portal': {
    status: 422,
    title: 'Für Ihren Tarif ist das Energiekonto noch nicht freigeschaltet',
    text: 'Ihr Strom läuft wie gewohnt. Nennen Sie uns die Vorgangsnummer, dann schalten wir das Konto frei.',
    retry: false,
  },
  'bad-form': {
    status: 400,
    title: 'Das Formular kam unvollständig bei uns an',
    text: 'Gehen Sie bitte zurück zur Startseite und senden Sie es noch einmal ab.',
    retry: false,
  },
  busy: {
    status: 503,
    title: 'Gerade möchten sehr viele in ihr Energiekonto',
    text: 'Bitte warten Sie einen Augenblick und versuchen Sie es dann noch einmal.',
    retry: true,
  },
  unreachable: {
    status: 502,
    title: 'Ihr Energiekonto ist gerade nicht erreichbar',
    text: 'Das liegt nicht an Ihnen, und Ihr Strom läuft weiter. Meist hilft ein zweiter Versuch nach einer Minute.',
    retry: true,
  },
  misconfigured: {
    status: 500,
    title: 'Unsere Verbindung zum Energiekonto ist falsch eingerichtet',
    text: 'Wir sind benachrichtigt. Rufen Sie uns an, wenn Sie jetzt eine Rechnung oder einen Zählerstand brauchen.',
    retry: false,
  },
  unexpected: {
    status: 500,
    title: 'Das hat bei uns nicht geklappt',
    text: 'Wir sind benachrichtigt. Bitte versuchen Sie es später noch einmal.',
    retry: false,
  },
} as const satisfies Record<string, ProblemText>

type ProblemName = keyof typeof texts

/** A problem of this app's own, thrown where it is found and shown by the error handler. */
export class Problem extends Error {
  readonly problem: ProblemName

  constructor(problem: ProblemName) {
    super(problem)
    this.problem = problem
  }
}

/** Finds the words for anything that was thrown. */
export function problemOf(error: unknown): ProblemText {
  if (error instanceof Problem) return texts[error.problem]
  if (error instanceof ApiError) return withSupport(texts[nameOfApiError(error)], error)
  if (error instanceof ConnectionError || error instanceof TimeoutError) return texts.unreachable
  // Express and its body parser throw errors with a status.
  const status = Number(Object(error).status)
  if (status === 404) return texts['not-found']
  return status >= 400 && status < 500 ? { ...texts['bad-form'], status } : texts.unexpected
}

function nameOfApiError(error: ApiError): ProblemName {
  if (error instanceof RateLimitError) return 'busy'
  if (error instanceof AuthenticationError) return 'misconfigured'
  if (error.code === 'UNPROCESSABLE_ENTITY') {
    // A returnUrl whose host Stromtor does not know is a 422 too, but nothing the customer can hear of.
    return error.errors.some(({ field }) => field === 'returnUrl') ? 'misconfigured' : 'no-portal'
  }
  if (error.code === 'NOT_FOUND') return 'no-customer'
  return error.status >= 500 ? 'unreachable' : 'misconfigured'
}

function withSupport(text: ProblemText, error: ApiError): ProblemText {
  const { detail, requestId, docs, retryAfterMs } = error
  const problem = { ...text, support: { detail, requestId, docs } }
  return retryAfterMs === undefined ? problem : { ...problem, retryAfterS: Math.ceil(retryAfterMs / 1000) }
}
