import { assert, constantFrom, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HeldRequest, HeldResponse } from './capture.ts'
import { maskTrace, type HeldTrace } from './mask-trace.ts'
import { holdBody } from './message-body.ts'
import { traceLimits } from './trace.ts'

const json = 'application/json'
const request = (words: Partial<HeldRequest> = {}): HeldRequest => ({
  method: 'GET',
  url: '/orders',
  headers: {},
  body: undefined,
  ...words,
})
const response = (words: Partial<HeldResponse> = {}): HeldResponse => ({
  status: 200,
  headers: {},
  body: undefined,
  ...words,
})
const held = (words: Partial<HeldTrace> = {}): HeldTrace => ({
  request: request(),
  response: response(),
  exchanges: [],
  ...words,
})

describe('a known secret', () => {
  const secret = 'Sesame/Öffne dich"1'
  const places: ((text: string) => HeldTrace)[] = [
    (text) => held({ request: request({ url: `/orders/${encodeURIComponent(text)}` }) }),
    (text) => held({ request: request({ url: `/orders?q=${encodeURIComponent(text)}` }) }),
    (text) => held({ request: request({ headers: { 'x-odd': text } }) }),
    (text) => held({ response: response({ body: holdBody(JSON.stringify([text]), json) }) }),
    (text) => held({ response: response({ body: holdBody(`say ${text}`, 'text/plain') }) }),
    (text) =>
      held({
        exchanges: [
          {
            request: request({ url: `https://v.test/?q=${encodeURIComponent(text)}` }),
            response: response({ headers: { 'x-echo': text } }),
            at: 0,
            durationMs: 1,
          },
        ],
      }),
    (text) =>
      held({
        exchanges: [
          { request: request(), failure: { kind: 'dns', message: text }, at: 0, durationMs: 1 },
        ],
      }),
  ]

  it('appears nowhere, wherever it stands and in whatever form', () => {
    const encode = constantFrom(
      (text: string) => text,
      (text: string) => Buffer.from(text).toString('base64'),
    )
    assert(
      property(constantFrom(...places), encode, (place, encoded) => {
        const text = JSON.stringify(maskTrace(place(encoded(secret)), [secret]))
        for (const form of [
          JSON.stringify(secret).slice(1, -1),
          encodeURIComponent(secret),
          Buffer.from(secret).toString('base64'),
        ]) {
          expect(text).not.toContain(form)
        }
        expect(text).toContain('********')
      }),
    )
  })

  it('is masked where the cut goes through it', () => {
    for (const before of [traceLimits.body - 5, traceLimits.body + 16 * 1024 - 5]) {
      const body = holdBody(Buffer.from(`${'z'.repeat(before)}${secret}${'z'.repeat(99)}`), '')
      const shown = maskTrace(held({ response: response({ body }) }), [secret]).response.body
      expect(shown?.isCut).toBe(true)
      expect(shown?.text?.includes(secret.slice(0, 3))).toBe(false)
      expect(shown?.text?.length).toBeLessThanOrEqual(traceLimits.body)
    }
  })
})

describe('a secret that is only named', () => {
  it('is looked for everywhere, also before its name was seen', () => {
    const trace = maskTrace(
      held({
        exchanges: [
          { request: request({ url: 'https://v.test/p/fresh-token-1' }), at: 0, durationMs: 1 },
          {
            request: request({ headers: { authorization: 'Bearer fresh-token-2' } }),
            response: response({ body: holdBody('{"access_token":"fresh-token-1"}', json) }),
            at: 1,
            durationMs: 1,
          },
        ],
        response: response({ body: holdBody('{"note":"had fresh-token-2"}', json) }),
      }),
      [],
    )
    expect(JSON.stringify(trace)).not.toMatch(/fresh-token/)
    expect(trace.exchanges[0]?.request.url).toBe('https://v.test/p/********')
    expect(trace.response.body?.text).toBe('{"note":"had ********"}')
  })

  it('of few letters is masked in its place only', () => {
    const body = holdBody('{"password":"on","state":"on"}', json)
    expect(maskTrace(held({ response: response({ body }) }), []).response.body?.text).toBe(
      '{"password":"********","state":"on"}',
    )
  })
})

describe('bodies', () => {
  it('that are no text are told by size and type', () => {
    const picture = holdBody(Buffer.from([1, 0, 2]), 'image/png')
    const unknown = holdBody(Buffer.from([1, 0, 2]), undefined)
    const form = holdBody('--x', 'multipart/form-data; boundary=x')
    const show = (body: typeof picture) => maskTrace(held({ response: response({ body }) }), [])
    expect(show(picture).response.body).toEqual({ type: 'image/png', bytes: 3 })
    expect(show(unknown).response.body).toEqual({ bytes: 3 })
    expect(show(form).response.body).toEqual({ type: 'multipart/form-data; boundary=x', bytes: 3 })
    expect(holdBody('', json)).toBeUndefined()
    expect(holdBody(undefined, json)).toBeUndefined()
  })

  it('end at the limit, and say so', () => {
    const body = holdBody('é'.repeat(traceLimits.body + 1), 'text/plain')
    const shown = maskTrace(held({ response: response({ body }) }), []).response.body
    expect(shown).toMatchObject({ bytes: 2 * (traceLimits.body + 1), isCut: true })
    expect(shown?.text).toHaveLength(traceLimits.body)
  })
})
