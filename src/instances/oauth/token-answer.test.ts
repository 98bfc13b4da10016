import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTokenAnswer } from './token-answer.ts'

const answer = (body: string, status = 200, type = 'application/json') =>
  readTokenAnswer({ status, headers: { 'content-type': type }, body: Buffer.from(body) })

describe('a token answer', () => {
  it.each([
    [
      'JSON',
      '{"access_token":"t","token_type":"Bearer","expires_in":3600,"refresh_token":"r","scope":"a b"}',
    ],
    [
      'numbers as text',
      '{"access_token":"t","expires_in":"3600","refresh_token":"r","scope":["a","b"]}',
    ],
    ['a form', 'access_token=t&expires_in=3600&refresh_token=r&scope=a+b'],
  ])('in the form of %s', (_title, body) => {
    expect(answer(body, 200, 'text/plain')).toMatchObject({
      token: { accessToken: 't', refreshToken: 'r', expiresIn: 3600, scope: 'a b' },
    })
  })

  it('keeps plain members as text, for the account they name', () => {
    const outcome = answer('{"access_token":"t","store_id":1003,"email":"a@b.c","x":{"y":1}}')
    if (!('token' in outcome)) throw new Error('no token')
    expect(outcome.token.members.get('store_id')).toBe('1003')
    expect(outcome.token.members.has('x')).toBe(false)
    expect(outcome.token).toMatchObject({ refreshToken: undefined, expiresIn: undefined })
  })

  it.each(['0', '-1', '"never"', '1e99', 'null'])('takes a life of %s for none', (life) => {
    expect(answer(`{"access_token":"t","expires_in":${life}}`)).toMatchObject({
      token: { expiresIn: undefined },
    })
  })
})

describe('a failure', () => {
  it.each([
    [
      'an error under 200',
      '{"access_token":"t","error":"invalid_grant"}',
      200,
      'invalid_grant',
      'invalid_grant',
    ],
    [
      'an error with words',
      '{"error":"invalid_grant","error_description":"used"}',
      400,
      'invalid_grant',
      'used',
    ],
    ['an error object', '{"error":{"code":"bad","message":"words"}}', 400, 'bad', 'words'],
    ['a form', 'error=invalid_grant&error_description=used', 400, 'invalid_grant', 'used'],
    ['plain text', 'Bad code', 400, undefined, 'Bad code'],
    ['a page', '<html>nginx</html>', 502, undefined, undefined],
    ['nothing', '', 500, undefined, undefined],
    ['no token', '{"token_type":"bearer"}', 200, undefined, undefined],
    ['an empty token', '{"access_token":""}', 200, undefined, undefined],
    ['a token that is a number', '{"access_token":7}', 200, undefined, undefined],
    ['broken JSON', '{"access_token":"t"', 200, undefined, undefined],
    ['a token under 400', '{"access_token":"t"}', 400, undefined, undefined],
  ])('is %s', (_title, body, status, word, message) => {
    const outcome = answer(body, status)
    expect(outcome).toMatchObject({ failure: { status, word } })
    if (message !== undefined) expect(outcome).toMatchObject({ failure: { message } })
  })

  it('of a hostile vendor costs no time', () => {
    const begin = performance.now()
    answer(`a=1${'&a=1'.repeat(200_000)}<`)
    answer(`${'a=1&'.repeat(200_000)} `)
    expect(performance.now() - begin).toBeLessThan(1000)
  })

  it('is whatever is neither: no answer is taken for a token without one', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.json(), fc.string()),
        fc.integer({ min: 200, max: 599 }),
        (body, status) => {
          const outcome = answer(body, status)
          if ('token' in outcome) {
            expect(status).toBeLessThan(300)
            expect(body).toContain(outcome.token.accessToken)
          }
        },
      ),
    )
  })
})
