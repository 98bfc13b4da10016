import { describe, expect, it } from 'vitest'
import { PlatformError } from '../../core/errors.ts'
import { condition, playHook, refusal, type Situation } from '../../../test/support/hook-stage.ts'
import customerById from './fixtures/customer-by-id.json' with { type: 'json' }
import customerRow from './fixtures/customer-search-row.json' with { type: 'json' }
import { hooks } from './hooks.ts'

const stage = (route: string, situation: Situation) => playHook(hooks, route, situation)
const notFound = new PlatformError('vendor_not_found', 'Order #9 not found')

describe('customers', () => {
  it('have a name and a count in every answer', async () => {
    const one = await stage('GET /customers/{id}', {}).after(customerById)
    const row = await stage('GET /customers', {}).after([customerRow])
    expect(one).toMatchObject({ body: { name: 'Ana de la Vega', totalOrderCount: 2 } })
    expect(row).toMatchObject({ body: [{ name: 'Ana de la Vega', totalOrderCount: 2 }] })
  })

  it('are found by id through single reads, in pages, without those that are gone', async () => {
    const play = stage('GET /customers', {
      where: [condition('customer_id', 'in', [9001, '9', 9002])],
      query: { offset: '1', limit: '1' },
      vendor: {
        'GET /customers/9001': { id: 9001 },
        'GET /customers/9': notFound,
        'GET /customers/9002': { id: 9002 },
      },
    })
    expect(await play.before()).toEqual({
      answer: { body: { total: 2, count: 1, offset: 1, limit: 1, items: [{ id: 9002 }] } },
    })
  })

  it('are not found by an id that is no number', async () => {
    const error = await refusal(
      stage('GET /customers', { where: [condition('customer_id', '=', 'ann')] }).before(),
    )
    expect(error.code).toBe('invalid_where')
  })

  it('are found by their exact mail address, or by a part of it with LIKE', async () => {
    const exact = await stage('GET /customers', {
      where: [condition('customer_email', '=', 'a@example.com')],
      query: { email: 'a@example.com' },
    }).before()
    expect(exact).toMatchObject({ vendor: { query: { useExactEmailMatch: 'true' } } })
    const part = await stage('GET /customers', {
      where: [condition('email', 'like', '%example%')],
      query: { email: 'example' },
    }).before()
    expect(part).not.toHaveProperty('vendor.query.useExactEmailMatch')
  })

  it('keep the rest of their address when one member changes', async () => {
    const play = stage('PATCH /customers/{id}', {
      pathVariables: { id: '9001' },
      body: { billingPerson: { city: 'Village' } },
      vendor: { 'GET /customers/9001': customerById },
    })
    expect(await play.before()).toEqual({
      vendor: { body: { billingPerson: { name: 'Ana de la Vega', city: 'Village' } } },
    })
  })

  it('never get their password echoed', async () => {
    const play = stage('POST /customers', {
      body: { email: 'a@example.com', password: 'correct horse' },
      vendor: { 'GET /customers/7': new PlatformError('vendor_failed', 'no') },
    })
    expect(JSON.stringify(await play.after({ id: 7 }))).not.toContain('correct horse')
  })
})
