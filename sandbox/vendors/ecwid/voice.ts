import { json } from '../../answer.ts'
import type { VendorVoice } from '../../exchange.ts'
import { invalidToken } from './auth.ts'
import { EcwidError, errorAnswer } from './errors.ts'
import { RateLimited } from './rate-limit.ts'

const statusTexts: Readonly<Record<number, readonly [code: string | undefined, text: string]>> = {
  400: ['WRONG_PARAMETER', 'Wrong parameter'],
  402: [undefined, ''],
  403: ['INSUFFICIENT_APP_SCOPE', 'The app lacks a scope'],
  404: [undefined, 'Not found'],
  408: ['TIMEOUT', 'The request took too long'],
  409: ['CONSTRAINT_VIOLATION', 'Conflict'],
  429: ['RATE_LIMITED', 'Too many requests'],
  500: ['INTERNAL_ERROR', 'Internal error'],
}

/** How Ecwid words the faults that tests ask for. */
export const ecwidVoice: VendorVoice = {
  key: 'ecwid',
  statusFault(status, retryAfterSeconds) {
    const fallback =
      status >= 500 ? (['INTERNAL_ERROR', 'Internal error'] as const) : [undefined, 'Error']
    const [code, text = ''] = statusTexts[status] ?? fallback
    const answer = errorAnswer(new EcwidError(status, code, text))
    if (retryAfterSeconds === undefined) return answer
    return { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfterSeconds) } }
  },
  revokedFault: () => errorAnswer(invalidToken()),
  failure(error) {
    if (error instanceof RateLimited) {
      const body = { errorMessage: error.message, errorCode: error.code }
      return json(429, body, { 'retry-after': String(error.retryAfterSeconds) })
    }
    return errorAnswer(error)
  },
}
