/** Whatever went wrong, as people are told it. */
import { UnreachableError } from './api.ts'
import { ApiError } from './platform-client.ts'

export interface Problem {
  readonly message: string
  /** The platform's stable word for it; undefined when there was no answer of the platform. */
  readonly code: string | undefined
  /** The page that explains the code. */
  readonly docs: string | undefined
  readonly requestId: string | undefined
  readonly providerMessage: string | undefined
  /** What is wrong where: a JSON pointer into the body (`/password`), or the name of a parameter. */
  readonly details: readonly { readonly path: string; readonly message: string }[]
  /** Trying again may help. */
  readonly isTemporary: boolean
}

export function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError)) {
    const isUnreachable = error instanceof UnreachableError
    const { message } = error instanceof Error ? error : { message: String(error) }
    return { ...nothingTold, message, isTemporary: isUnreachable }
  }
  return problemIn(error.body, error.status)
}

const nothingTold = {
  code: undefined,
  docs: undefined,
  requestId: undefined,
  providerMessage: undefined,
  details: [],
}

/** The problem that the body of an error answer tells. */
export function problemIn(body: unknown, status: number): Problem {
  const told = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const text = (name: string) => (typeof told[name] === 'string' ? told[name] : undefined)
  const code = text('code')
  return {
    message: text('message') ?? `The server answered with status ${status}`,
    code,
    docs: code === undefined ? undefined : `/docs/errors/${encodeURIComponent(code)}`,
    requestId: text('requestId'),
    providerMessage: text('providerMessage'),
    details: (Array.isArray(told['details']) ? told['details'] : []) as Problem['details'],
    isTemporary: status === 429 || status >= 502,
  }
}

/** The session is over or never was. A vendor's own refusals have other codes. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'unauthorized'
}

/**
 * The details that belong to fields of a form, by the field's name; `/password` and `password` are the same field,
 * `/configuration/site.id` is `configuration.site.id`.
 */
export function fieldErrorsOf(problem: Problem): Record<string, string> {
  return Object.fromEntries(
    problem.details.map(({ path, message }) => [
      path.replace(/^\//, '').replaceAll('/', '.'),
      message,
    ]),
  )
}
