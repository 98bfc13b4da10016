import { assert, property, uint8Array } from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { newWebhookSecret, rotated } from '../subscription-config.ts'
import { keptAnswer, keptBytes } from './kept-answer.ts'
import { requestHeaders } from './request-headers.ts'

const nowMs = Date.now()
const body = Buffer.from('{"message":"grüße"}')
const told = { notificationId: 7, body, hops: 2, nowMs }

describe('the headers of a request', () => {
  it('verify by the public library, with the old secret too while both are good', () => {
    const before = { secret: newWebhookSecret() }
    const after = rotated(before, nowMs)
    const headers = requestHeaders(after, told)
    for (const secret of [before.secret, after.secret])
      expect(new Webhook(secret).verify(body.toString(), headers)).toEqual({ message: 'grüße' })
    const stranger = new Webhook(newWebhookSecret())
    expect(() => stranger.verify(body.toString(), headers)).toThrow('No matching signature')
    const dayLater = requestHeaders(after, { ...told, nowMs: nowMs + 25 * 3_600_000 })
    expect(dayLater['webhook-signature']?.split(' ')).toHaveLength(1)
  })

  it('are ours, whatever is kept beside', () => {
    const headers = {
      'content-type': 'text/html',
      authorization: 'Bearer x',
      'hubwright-hops': '0',
      'x-own': '1',
    }
    const basic = { username: 'u', password: 'p' }
    const made = requestHeaders({ secret: newWebhookSecret(), headers, basic }, told)
    expect(made).toMatchObject({ 'content-type': 'application/json', 'x-own': '1' })
    expect(made['hubwright-hops']).toBe('2')
    expect(made['authorization']).toMatch(/^Basic /)
    expect(made).not.toHaveProperty('elements-webhook-signature')
  })

  it('sign in the manner of the old platform when there is a key', () => {
    const made = requestHeaders({ secret: newWebhookSecret(), signatureKey: 'key' }, told)
    expect(made['elements-webhook-signature']).toMatch(/^sha256=[\w+/]{43}=$/)
  })
})

describe('what is kept of an answer', () => {
  it('has no credentials, not even those we sent', () => {
    const secret = newWebhookSecret()
    const answer = Buffer.from(`{"token":"abcd1234","echo":"my-key","x":"${secret}"}`)
    const kept = keptAnswer(answer, 'application/json', [secret, 'my-key'])?.toString() ?? ''
    for (const value of [secret, 'my-key', 'abcd1234']) expect(kept).not.toContain(value)
  })

  it('is at most 16 KB, and bytes stay as they are', () => {
    expect(keptAnswer(Buffer.alloc(0), undefined, [])).toBeUndefined()
    assert(
      property(uint8Array({ maxLength: 40, minLength: 1 }), (bytes) => {
        // Short of what could be a name or a secret of a known shape.
        const part = Buffer.from(bytes.slice(0, 7))
        expect(keptAnswer(part, 'application/octet-stream', [])).toEqual(part)
      }),
    )
    expect(keptAnswer(Buffer.alloc(100_000, 'é'), undefined, [])?.length).toBe(keptBytes)
  })
})
