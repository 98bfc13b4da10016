import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { playHook, type Situation } from '../../../test/support/hook-stage.ts'
import { hooks } from './hooks.ts'
import { withoutTokens } from './mask-tokens.ts'
import { fulfillmentStatuses, paymentStatuses, splitStatuses } from './statuses.ts'

const stage = (route: string, situation: Situation) => playHook(hooks, route, situation)

describe('for whatever comes', () => {
  const token = fc
    .tuple(
      fc.constantFrom('secret_', 'public_', 'secure_'),
      fc.stringMatching(/^[A-Za-z0-9_-]{8,40}$/),
    )
    .map(([prefix, rest]) => prefix + rest)

  it('no address shows a token, and the rest of it stays', () => {
    fc.assert(
      fc.property(token, fc.webUrl(), fc.constantFrom('?', '&', '#'), (secret, url, mark) => {
        const shown = String(withoutTokens(`${url}${mark}token=${secret}&lang=en`))
        expect(shown).not.toContain(secret)
        expect(shown.endsWith('&lang=en')).toBe(true)
        expect(withoutTokens(`${url}?color=blue`)).toBe(`${url}?color=blue`)
      }),
    )
  })

  it('every status lands in its own list, once, in whatever case', () => {
    const word = fc.constantFrom(...paymentStatuses, ...fulfillmentStatuses)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const { payment, fulfillment } = splitStatuses(words.map((one) => one.toLowerCase()))
        expect([...payment, ...fulfillment].toSorted()).toEqual([...new Set(words)].toSorted())
        expect(payment.every((one) => paymentStatuses.includes(one))).toBe(true)
      }),
    )
  })

  it('a change of some lines neither loses, adds nor reorders lines', async () => {
    const lineIds = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(lineIds, fc.infiniteStream(fc.boolean()), async (all, coin) => {
        const items = all.map((id) => ({ id, quantity: id, name: `line ${id}` }))
        const chosen = all.filter(() => coin.next().value)
        const outcome = await stage('PATCH /orders/{id}', {
          pathVariables: { id: 'A' },
          body: { items: chosen.map((id) => ({ id, quantity: 99 })) },
          vendor: { 'GET /orders/A': { items } },
        }).before()
        expect(outcome?.vendor?.body).toEqual({
          items: items.map((line) => (chosen.includes(line.id) ? { ...line, quantity: 99 } : line)),
        })
      }),
    )
  })
})

describe('what has no resource', () => {
  const address = 'https://shop.test/?token=secret_abcdefghij'
  const shown = 'https://shop.test/?token=********'

  it.each([
    'GET /{objectName}',
    'POST /{objectName}',
    'GET /{objectName}/{objectId}',
    'PATCH /{objectName}/{objectId}',
    'PUT /{objectName}/{objectId}/{childObjectName}/{childObjectId}',
  ])('shows no token anywhere: %s', async (route) => {
    const body = [{ id: 1, note: null, deep: { list: ['x', address] } }]
    const outcome = await stage(route, {}).after(body)
    expect(outcome?.body).toEqual([{ id: 1, note: null, deep: { list: ['x', shown] } }])
  })

  it('is not changed by a body that says nothing', async () => {
    const empty = stage('PATCH /{objectName}/{objectId}', { body: {} })
    await expect(empty.before()).rejects.toMatchObject({ code: 'invalid_request' })
  })
})
