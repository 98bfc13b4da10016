/** What a failed refresh means: the grant is over, or the vendor is just not able right now. */
import { PlatformError, toError } from '../../core/errors.ts'
import { SendError } from '../../net/sender.ts'
import { TokenRefused } from './token-endpoint.ts'

/** RFC 6749, section 5.2: the refresh token is invalid, expired, revoked or was issued to another client. */
export function endsTheGrant(thrown: unknown): thrown is TokenRefused {
  return thrown instanceof TokenRefused && thrown.failure.word === 'invalid_grant'
}

/** True where the same request may succeed in a moment. */
export function isPassing(thrown: unknown): boolean {
  if (thrown instanceof TokenRefused) {
    const { status } = thrown.failure
    return (status === 429 && thrown.retryAfter === undefined) || status >= 500
  }
  // After a time-out the caller's patience is spent.
  return thrown instanceof SendError && ['connect', 'dns', 'reset'].includes(thrown.failure)
}

/** The coded error for callers whose call needed the refresh. */
export function refreshFailure(thrown: unknown): PlatformError {
  if (thrown instanceof PlatformError) return thrown
  if (thrown instanceof TokenRefused) return refusedRefresh(thrown)
  if (thrown instanceof SendError) {
    const code = thrown.failure === 'timeout' ? 'vendor_timeout' : 'vendor_unreachable'
    return new PlatformError(
      code,
      'The vendor could not be reached to renew the access token. Try again later',
      {
        cause: thrown,
      },
    )
  }
  return new PlatformError(
    'vendor_answer_unreadable',
    'The vendor answered the renewal of the access token without a token. Try again later',
    {
      cause: toError(thrown),
    },
  )
}

function refusedRefresh(error: TokenRefused): PlatformError {
  const { status, word, message } = error.failure
  const said = message ?? word
  const options = { cause: error, ...(said === undefined ? {} : { providerMessage: said }) }
  if (status === 429) {
    return new PlatformError(
      'vendor_rate_limited',
      'The vendor limits how often access tokens are renewed. Try again later',
      {
        ...options,
        ...(error.retryAfter === undefined ? {} : { headers: { 'retry-after': error.retryAfter } }),
      },
    )
  }
  if (status >= 500 || status < 300) {
    return new PlatformError(
      'vendor_failed',
      'The vendor failed to renew the access token. Try again later',
      options,
    )
  }
  return new PlatformError(
    'vendor_unauthorized',
    'The vendor refused to renew the access token for another reason than the token itself; check the client id and secret (oauth.api.key, oauth.api.secret, or the vendor app)',
    options,
  )
}
