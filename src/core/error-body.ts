import type { ErrorCode, ErrorDetail, PlatformError } from './errors.ts'

/** The body of an error answer, as the old platform wrote it, with a stable code and the address of its page. */
export interface ErrorBody {
  requestId: string
  message: string
  providerMessage?: string
  code: ErrorCode
  details?: readonly ErrorDetail[]
  reason?: string
  docs: string
}

/** A vendor's words are cut here; they are text for people. */
const longestProviderMessage = 1024

/** @param publicUrl by which callers reach us, without a trailing slash */
export function errorBody(error: PlatformError, requestId: string, publicUrl: string): ErrorBody {
  const { message, code, details, providerMessage, reason } = error
  const said = providerMessage === undefined ? '' : providerMessage.trim()
  return {
    requestId,
    message,
    ...(said === '' ? {} : { providerMessage: said.slice(0, longestProviderMessage) }),
    code,
    ...(details === undefined || details.length === 0 ? {} : { details }),
    ...(reason === undefined ? {} : { reason }),
    docs: `${publicUrl}/docs/errors/${code}`,
  }
}
