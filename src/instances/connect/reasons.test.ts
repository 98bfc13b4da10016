import { describe, expect, it } from 'vitest'
import { errorTable, PlatformError, type ErrorCode } from '../../core/errors.ts'
import { WrongAccount } from '../fresh-tokens.ts'
import { connectReasons, reasonOf, withReason } from './reasons.ts'

describe('the reason of a failure', () => {
  it.each([
    ['oauth_denied', 'oauth', 'denied'],
    ['oauth_code_refused', 'oauth', 'code_refused'],
    ['vendor_unauthorized', 'oauth', 'app_refused'],
    ['vendor_unauthorized', 'keys', 'keys_refused'],
    ['vendor_payment_required', 'keys', 'plan_without_api'],
    ['vendor_timeout', 'keys', 'vendor_unavailable'],
    ['vendor_rate_limited', 'keys', 'vendor_busy'],
    ['missing_configuration', 'keys', 'invalid_values'],
    ['vendor_app_required', 'oauth', 'not_set_up'],
    ['internal', 'oauth', 'failed'],
  ] as const)('%s by %s is %s', (code, way, reason) => {
    expect(reasonOf(new PlatformError(code, 'x'), way)).toBe(reason)
  })

  it('is the word that the failure brings, if it is one of ours', () => {
    const own = new PlatformError('conflict', 'x', { reason: 'already_used' })
    expect(reasonOf(own, 'keys')).toBe('already_used')
    const strange = new PlatformError('conflict', 'x', { reason: 'constructor' })
    expect(reasonOf(strange, 'keys')).toBe('in_progress')
  })

  it('tells another account from a refused code', () => {
    expect(reasonOf(new WrongAccount('oauth_code_refused', 'x'), 'oauth')).toBe('wrong_account')
  })

  it('is a word of the list for every code and for anything thrown', () => {
    const words = Object.keys(connectReasons)
    for (const code of Object.keys(errorTable) as ErrorCode[]) {
      expect(words).toContain(reasonOf(new PlatformError(code, 'x'), 'keys'))
    }
    expect(reasonOf('text', 'keys')).toBe('failed')
  })

  it('is added to an error that keeps everything else', () => {
    const error = new PlatformError('vendor_rate_limited', 'Later', {
      providerMessage: 'slow',
      details: [{ path: '/a', message: 'b' }],
      headers: { 'retry-after': '7' },
    })
    expect(withReason(error, 'vendor_busy')).toMatchObject({
      code: 'vendor_rate_limited',
      message: 'Later',
      status: 429,
      providerMessage: 'slow',
      details: error.details,
      headers: error.headers,
      reason: 'vendor_busy',
    })
    const plain = new Error('x')
    expect(withReason(plain, 'failed')).toBe(plain)
  })

  it('does not name the account that was expected', () => {
    const error = new WrongAccount('oauth_code_refused', "'shop.id' is '7'", {
      details: [{ path: '/configuration/shop.id', message: "is '7'" }],
    })
    const { message, details, reason } = withReason(error, 'wrong_account') as PlatformError
    expect({ message, details, reason }).toEqual({
      message: connectReasons.wrong_account,
      details: undefined,
      reason: 'wrong_account',
    })
  })
})
