/** What went wrong on the wire, in our few words, whichever layer noticed it. */
import { errors } from 'undici'
import { SendError, type SendFailure } from './sender.ts'

export type Stage = SendError['stage']

const tlsCode =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CRL_|EPROTO)/

const sentences: Readonly<Record<SendFailure, string>> = {
  blocked: 'The address may not be called',
  invalid_url: 'The URL is not valid',
  invalid_request: 'The request cannot be sent as it is',
  dns: 'The name cannot be resolved',
  connect: 'No connection could be made',
  tls: 'No secure connection could be made',
  timeout: 'No answer came in time',
  reset: 'The connection was closed before an answer came',
  malformed: 'The answer is no valid HTTP',
  truncated: 'The answer broke off before its end',
  too_large: 'The answer is too large',
  bad_encoding: 'The answer is not encoded as it says',
  aborted: 'The call was given up',
}

/**
 * @param stage how far the exchange had come when the error appeared
 * @param mayBeStale whether the connection was an old one, and silent since the request
 */
export function sendErrorOf(error: unknown, stage: Stage, mayBeStale = false): SendError {
  if (error instanceof SendError) return error
  const code = codeOf(error)
  const failure = isMalformed(error, code, stage) ? 'malformed' : failureOf(code, stage)
  // No HTTP came, but something did: the vendor was there and may have acted.
  const reached = failure === 'malformed' ? 'after' : stage
  const detail = code === '' ? '' : ` (${code})`
  return new SendError(failure, reached, `${sentences[failure]}${detail}`, {
    cause: error,
    isStale: mayBeStale && failure === 'reset',
  })
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** The client gives no codes for these, so its classes and words must do. A body that merely ends is not malformed. */
function isMalformed(error: unknown, code: string, stage: Stage): boolean {
  if (error instanceof errors.HTTPParserError) {
    return stage !== 'after' || !error.message.includes('EOF')
  }
  if (error instanceof errors.SocketError) return /^bad (?:upgrade|response)/.test(error.message)
  // Two lengths in one head are found before the head is complete.
  return code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' && stage === 'during'
}

function failureOf(code: string, stage: Stage): SendFailure {
  switch (code) {
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
    case 'ETIMEDOUT':
      return 'timeout'
    case 'UND_ERR_DESTROYED':
    case 'UND_ERR_CLOSED':
    case 'UND_ERR_ABORTED':
      return 'aborted'
    case 'UND_ERR_INVALID_ARG':
    case 'UND_ERR_NOT_SUPPORTED':
    case 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH':
      return 'invalid_request'
    case 'UND_ERR_HEADERS_OVERFLOW':
      return 'too_large'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'dns'
    default:
      break
  }
  if (stage === 'before') return tlsCode.test(code) ? 'tls' : 'connect'
  return stage === 'during' ? 'reset' : 'truncated'
}
