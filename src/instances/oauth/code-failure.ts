/** What a failed exchange of a code means to the caller: who said no, and whether the code is still good. */
import { PlatformError, toError } from '../../core/errors.ts'
import { SendError } from '../../net/sender.ts'
import { TokenRefused } from './token-endpoint.ts'

const startAgain = 'Send the person to the authorize URL again and use the new code'

/** The coded error for whatever an exchange threw. */
export function codeFailure(thrown: unknown): PlatformError {
  if (thrown instanceof PlatformError) return thrown
  if (thrown instanceof TokenRefused) return refusedExchange(thrown)
  if (thrown instanceof SendError) return lostExchange(thrown)
  return new PlatformError(
    'vendor_answer_unreadable',
    `The vendor's answer to the OAuth code is no token. ${startAgain}`,
    {
      cause: toError(thrown),
    },
  )
}

/** RFC 6749, section 5.2. */
function refusedExchange(error: TokenRefused): PlatformError {
  const { status, word, message } = error.failure
  const options = {
    cause: error,
    ...(message === undefined && word === undefined
      ? {}
      : { providerMessage: message ?? word ?? '' }),
  }
  if (word === 'invalid_client' || word === 'unauthorized_client') {
    return new PlatformError(
      'vendor_unauthorized',
      'The vendor does not accept the client id and secret (oauth.api.key, oauth.api.secret) for this exchange',
      options,
    )
  }
  if (status === 429) {
    return new PlatformError(
      'vendor_rate_limited',
      'The vendor limits how often codes are exchanged. Try again later',
      {
        ...options,
        ...(error.retryAfter === undefined ? {} : { headers: { 'retry-after': error.retryAfter } }),
      },
    )
  }
  if (status >= 500) {
    return new PlatformError(
      'vendor_failed',
      `The vendor failed while it exchanged the OAuth code. ${startAgain}`,
      options,
    )
  }
  if (word === undefined && status < 300) {
    return new PlatformError(
      'vendor_answer_unreadable',
      `The vendor answered the OAuth code without a token. ${startAgain}`,
      options,
    )
  }
  return new PlatformError(
    'oauth_code_refused',
    `The vendor did not accept the OAuth code: it is wrong, too old, used already, or was issued for another app or callback URL. ${startAgain}`,
    options,
  )
}

function lostExchange(error: SendError): PlatformError {
  if (error.failure === 'blocked' || error.failure === 'invalid_url') {
    return new PlatformError(
      'destination_not_allowed',
      `The vendor's OAuth address may not be called: ${error.message}`,
      {
        cause: error,
      },
    )
  }
  if (error.stage === 'before') {
    return new PlatformError(
      'vendor_unreachable',
      'The vendor could not be reached to exchange the OAuth code. The code was not used; try again',
      {
        cause: error,
      },
    )
  }
  if (error.failure === 'timeout') {
    return new PlatformError(
      'vendor_timeout',
      `The vendor did not answer the OAuth code in time, so it is not known whether the code was used. Do not send it again. ${startAgain}`,
      { cause: error },
    )
  }
  const code = error.stage === 'after' ? 'vendor_answer_unreadable' : 'vendor_unreachable'
  return new PlatformError(
    code,
    `The connection broke while the vendor exchanged the OAuth code. Do not send it again. ${startAgain}`,
    {
      cause: error,
    },
  )
}
