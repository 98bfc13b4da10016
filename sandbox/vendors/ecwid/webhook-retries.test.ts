import { describe, expect, it, vi } from 'vitest'
import { startEcwid } from '../../test-support/ecwid-client.ts'
import { startToldEcwid } from '../../test-support/told-ecwid.ts'

const start = Date.UTC(2026, 2, 1)
const hour = 3_600_000
const day = 24 * hour

// Time stands still unless a test moves it.
const { ecwid, listener } = await startToldEcwid({ clock: () => start })

interface Attempt {
  readonly at: string
  readonly attempt: number
  readonly status: number | null
  readonly error?: string
  readonly nextAttemptAt: string | null
}

async function emit(): Promise<Attempt> {
  const event = { eventType: 'product.updated', entityId: 700_100 }
  const { body } = await ecwid.control('POST', '/stores/1003/emit', event)
  return (body['attempts'] as unknown as Attempt[])[0] as Attempt
}

async function advance(body: Record<string, unknown>): Promise<readonly Attempt[]> {
  return (await ecwid.control('POST', '/clock', body)).body['sent'] as unknown as Attempt[]
}

async function webhook() {
  return (await ecwid.control('GET', '/stores/1003/webhook')).body
}

describe('retries', () => {
  it('are 27 within a day, of the same body, after 15, 30, 45 minutes and every hour', async () => {
    listener.answer = { status: 500 }
    const first = await emit()
    expect(first.nextAttemptAt).toBe(new Date(start + hour / 4).toISOString())
    const sent = await advance({ advanceMs: 3 * day })
    const minutes = sent.map(({ at }) => (Date.parse(at) - start) / 60_000)
    const hours = Array.from({ length: 24 }, (_, index) => (index + 1) * 60)
    expect(minutes).toEqual([15, 30, 45, ...hours])
    expect(sent.map(({ attempt }) => attempt)).toEqual(Array.from({ length: 27 }, (_, i) => i + 2))
    expect(sent.at(-1)?.nextAttemptAt).toBeNull()
    expect(listener.received).toHaveLength(28)
    expect(new Set(listener.received.map(({ text }) => text)).size).toBe(1)
    expect(new Set(listener.received.map(({ url }) => url)).size).toBe(1)
  })

  it('stop at the first success', async () => {
    listener.answer = { status: 503 }
    await emit()
    await advance({ advanceMs: hour / 2 })
    listener.answer = { status: 209 }
    expect(await advance({ advanceTo: new Date(start + 2 * day).toISOString() })).toMatchObject([
      { attempt: 4, status: 209, delivered: true, nextAttemptAt: null },
    ])
    expect((await webhook())['lastSuccessAt']).toBe(new Date(start + 0.75 * hour).toISOString())
  })

  it.each([[200], [201], [202], [204], [209]])('do not follow %d', async (status) => {
    listener.answer = { status }
    expect(await emit()).toMatchObject({ status, delivered: true, nextAttemptAt: null })
  })

  it.each([[203], [206], [208], [301], [302], [307], [400], [404], [410], [429], [500]])(
    'follow %d',
    async (status) => {
      listener.answer = { status, headers: { location: `${listener.url}/elsewhere` } }
      const attempt = await emit()
      expect([attempt.status, attempt.nextAttemptAt === null]).toEqual([status, false])
      expect(listener.received).toHaveLength(1)
    },
  )

  it('follow silence, and an address where nobody listens', async () => {
    await ecwid.control('PUT', '/webhooks', { answerTimeoutMs: 30 })
    listener.answer = { status: null }
    expect(await emit()).toMatchObject({ status: null, error: 'No answer within 30 ms' })
    const url = 'http://127.0.0.1:1/'
    await ecwid.control('PUT', '/stores/1003/webhook', { url, clientSecret: 'client-secret' })
    const refused = await emit()
    expect(refused.error).toContain('ECONNREFUSED')
    expect(refused.nextAttemptAt).not.toBeNull()
  })

  it('cut the body of an answer that is long, and hear its status', async () => {
    listener.answer = { status: 500, body: 'x'.repeat(2_000_000) }
    expect(await emit()).toMatchObject({ status: 500, delivered: false })
    listener.answer = { status: 200 }
    expect(await advance({ advanceMs: hour })).toMatchObject([{ status: 200 }])
  })

  it('go to the new address when it is changed, and nowhere when it is taken away', async () => {
    listener.answer = { status: 500 }
    await emit()
    const url = `${listener.url}/new`
    await ecwid.control('PUT', '/stores/1003/webhook', { url, clientSecret: 'client-secret' })
    await advance({ advanceMs: hour / 4 })
    expect(listener.received.at(-1)?.url).toBe('/hook/new?eventtype=product.updated')
    await ecwid.control('DELETE', '/stores/1003/webhook')
    expect(await advance({ advanceMs: day })).toEqual([])
  })

  it('happen by themselves, as fast as a drill wants', async () => {
    const real = await startEcwid()
    try {
      const target = { url: listener.url, clientSecret: 'client-secret' }
      await real.control('PUT', '/stores/1003/webhook', target)
      // A day in a fifth of a second.
      await real.control('PUT', '/webhooks', { retrySpeed: 432_000 })
      listener.answer = { status: 500 }
      await real.api('PUT', '/products/700100', { price: 3 })
      await vi.waitFor(() => expect(listener.received).toHaveLength(28), { timeout: 5000 })
      await vi.waitFor(async () => {
        expect((await real.control('GET', '/webhooks')).body).toMatchObject({
          waiting: 0,
          sending: 0,
          retrySpeed: 432_000,
        })
      })
    } finally {
      await real.sandbox.close()
    }
  })
})

describe('two weeks without success', () => {
  it('block the webhooks until somebody lifts it', async () => {
    listener.answer = { status: 500 }
    await emit()
    await advance({ advanceMs: 14 * day - 1 })
    expect(await webhook()).toMatchObject({
      blocked: false,
      failingSince: new Date(start).toISOString(),
    })
    await advance({ advanceMs: 1 })
    expect(await webhook()).toMatchObject({
      blocked: true,
      blockedAt: new Date(start + 14 * day).toISOString(),
    })
    listener.forget()
    await ecwid.api('PUT', '/products/700100', { price: 3 })
    await vi.waitFor(async () => expect((await webhook())['suppressed']).toBe(1))
    const event = { eventType: 'product.updated', entityId: 1 }
    expect((await ecwid.control('POST', '/stores/1003/emit', event)).status).toBe(409)
    expect(listener.received).toEqual([])
    const lifted = await ecwid.control('POST', '/stores/1003/webhook/unblock')
    expect(lifted.body).toMatchObject({ blocked: false, failingSince: null, suppressed: 0 })
    expect(await emit()).toMatchObject({ delivered: true })
  })

  it('block the address of an app, whatever the store', async () => {
    await ecwid.control('DELETE', '/stores/1003/webhook')
    await ecwid.control('PUT', '/apps/sandbox-app/webhook', { url: listener.url })
    await ecwid.control('POST', '/stores/1003/tokens', { clientId: 'sandbox-app' })
    listener.answer = { status: 500 }
    await emit()
    await advance({ advanceMs: 14 * day })
    const read = async () => (await ecwid.control('GET', '/apps/sandbox-app/webhook')).body
    expect((await read())['blocked']).toBe(true)
    await ecwid.control('POST', '/apps/sandbox-app/webhook/unblock')
    expect((await read())['blocked']).toBe(false)
  })

  it('do not follow a success in between', async () => {
    listener.answer = { status: 500 }
    await emit()
    await advance({ advanceMs: 10 * day })
    listener.answer = { status: 200 }
    await emit()
    listener.answer = { status: 500 }
    await emit()
    await advance({ advanceMs: 10 * day })
    expect((await webhook())['blocked']).toBe(false)
  })
})

describe('the clock', () => {
  it('dates everything in the store, and starts again with a reset', async () => {
    await advance({ advanceMs: day })
    expect((await ecwid.control('GET', '/clock')).body).toEqual({
      now: new Date(start + day).toISOString(),
      waiting: 0,
    })
    await ecwid.api('PUT', '/products/700100', { price: 3 })
    await vi.waitFor(() => expect(listener.all('eventCreated')).toEqual([(start + day) / 1000]))
    const { body } = await ecwid.api('GET', '/products/700100')
    expect(body['updateTimestamp']).toBe((start + day) / 1000)
    await ecwid.control('POST', '/reset')
    const { body: clock } = await ecwid.control('GET', '/clock')
    expect(clock['now']).toBe(new Date(start).toISOString())
  })

  it('refuses to go back, nowhere, or too far', async () => {
    await advance({ advanceMs: day })
    for (const body of [
      {},
      { advanceMs: 1, advanceTo: start + 2 * day },
      { advanceTo: start },
      { advanceTo: 'tomorrow' },
      { advanceMs: -1 },
      { advanceMs: 1e15 },
    ]) {
      const { status, body: answer } = await ecwid.control('POST', '/clock', body)
      expect([body, status, typeof answer['message']]).toEqual([body, 400, 'string'])
    }
  })
})
