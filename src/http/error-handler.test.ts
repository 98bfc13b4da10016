import { describe, expect, it } from 'vitest'
import { PlatformError } from '../core/errors.ts'
import { errorBody } from '../core/error-body.ts'
import { asPlatformError } from './error-handler.ts'

describe('asPlatformError', () => {
  it('keeps what has a code', () => {
    const error = new PlatformError('conflict', 'taken')
    expect(asPlatformError(error)).toBe(error)
  })

  it.each([
    'a text',
    undefined,
    null,
    5,
    new Error('select secret from users'),
    { statusCode: 400 },
  ])('makes %j an internal error that tells nothing, and keeps the cause', (thrown) => {
    const error = asPlatformError(thrown)
    expect(error.code).toBe('internal')
    expect(error.message).not.toContain('secret')
    expect(error.cause).toBeInstanceOf(Error)
  })

  it.each([
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('shutting down'), { code: '57P01' }),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
  ])('makes a lost database a 503 that asks to come again: %s', (thrown) => {
    const error = asPlatformError(thrown)
    expect(error.code).toBe('unavailable')
    expect(error.headers).toEqual({ 'retry-after': '2' })
    expect(error.cause).toBe(thrown)
  })

  it.each([
    ['FST_ERR_CTP_BODY_TOO_LARGE', 413, 'body_too_large'],
    ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 415, 'unsupported_media_type'],
    ['FST_ERR_BAD_URL', 400, 'invalid_request'],
    ['FST_ERR_SOMETHING_NEW', 400, 'invalid_request'],
  ])('gives the framework’s %s our code', (code, statusCode, ours) => {
    const thrown = Object.assign(new Error('said the framework'), { code, statusCode })
    expect(asPlatformError(thrown)).toMatchObject({ status: statusCode, code: ours })
  })
})

describe('errorBody', () => {
  it('holds the vendor’s words, cut at 1 KB, only when there are some', () => {
    const long = new PlatformError('vendor_rejected', 'no', { providerMessage: 'x'.repeat(5000) })
    expect(errorBody(long, 'id', 'http://x').providerMessage).toHaveLength(1024)
    const none = new PlatformError('vendor_rejected', 'no', { providerMessage: '  ', details: [] })
    expect(errorBody(none, 'id', 'http://x')).toEqual({
      requestId: 'id',
      message: 'no',
      code: 'vendor_rejected',
      docs: 'http://x/docs/errors/vendor_rejected',
    })
  })
})
