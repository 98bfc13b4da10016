import { createHash, createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EcwidClient, startEcwid } from '../test-support/ecwid-client.ts'
import { Inboxes } from './receiver.ts'

let ecwid: EcwidClient

beforeAll(async () => {
  ecwid = await startEcwid(() => Date.UTC(2026, 2, 1, 12))
})
afterAll(() => ecwid.sandbox.close())

const key = Buffer.from('0123456789abcdef0123456789abcdef')
const secret = `whsec_${key.toString('base64')}`
const notification = JSON.stringify({
  message: {
    instanceId: 5,
    events: [
      { objectType: 'orders', objectId: '412', eventType: 'UPDATED' },
      { objectType: 'products', objectId: '7', eventType: 'CREATED' },
    ],
  },
})

const post = (name: string, headers: Record<string, string> = {}, body = notification) =>
  ecwid.raw(`/receiver/${name}`, { method: 'POST', headers, body })

const control = (name: string, body: unknown, method = 'PUT') =>
  ecwid.raw(`/_control/receiver/${name}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const received = async (name: string) => (await ecwid.raw(`/receiver/${name}/received`)).body

/** Signed as the specification of Standard Webhooks says. */
function standard(id: string, timestamp: string, body: string): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

describe('a receiver', () => {
  it('keeps what arrives: ids, events, body, and how often it came', async () => {
    const headers = { 'webhook-id': 'msg_1', 'elements-webhook-id': '70001' }
    expect((await post('shop', headers)).status).toBe(200)
    await post('shop', headers)
    await post('shop', { 'elements-webhook-id': '70002' }, 'no json')
    const { notifications, ...summary } = await received('shop')
    expect(summary).toEqual({ name: 'shop', received: 3, duplicates: 1, kept: 3 })
    expect(notifications).toMatchObject([
      {
        number: 1,
        at: '2026-03-01T12:00:00.000Z',
        webhookId: 'msg_1',
        elementsWebhookId: '70001',
        events: [
          { eventType: 'UPDATED', objectType: 'orders', objectId: '412' },
          { eventType: 'CREATED', objectType: 'products', objectId: '7' },
        ],
        attempt: 1,
        status: 200,
        standardSignature: 'unchecked',
        elementsSignature: 'unchecked',
        body: notification,
      },
      { number: 2, attempt: 2 },
      { webhookId: null, elementsWebhookId: '70002', attempt: 1, events: [], body: 'no json' },
    ])
    await ecwid.raw('/receiver/shop', { method: 'DELETE' })
    expect(await received('shop')).toMatchObject({ received: 0, duplicates: 0, notifications: [] })
  })

  it('reads the events of other bodies too', async () => {
    await post('other', {}, JSON.stringify({ eventType: 'order.updated', entityId: 5 }))
    await post('other', {}, JSON.stringify({ events: [{ objectId: 9 }] }))
    await post('other', {}, JSON.stringify({ message: 'hello' }))
    await post('other', {}, '[1]')
    const { notifications } = await received('other')
    expect([...(notifications ?? [])].map(({ events }) => events)).toEqual([
      [{ eventType: 'order.updated', objectType: '', objectId: '5' }],
      [{ eventType: '', objectType: '', objectId: '9' }],
      [],
      [],
    ])
  })

  it('judges signatures by Standard Webhooks', async () => {
    await control('standard', { standardWebhookSecret: secret })
    const head = { 'webhook-id': 'msg_1', 'webhook-timestamp': '1772366400' }
    const signature = standard('msg_1', '1772366400', notification)
    await post('standard', { ...head, 'webhook-signature': signature })
    await post('standard', { ...head, 'webhook-signature': `v1,AAAA v2,BBBB ${signature}` })
    await post('standard', { ...head, 'webhook-signature': signature }, `${notification} `)
    await post('standard', { ...head, 'webhook-signature': 'v1,AAAA' })
    await post('standard', { ...head, 'webhook-timestamp': '1', 'webhook-signature': signature })
    await post('standard', head)
    const { notifications } = await received('standard')
    expect([...(notifications ?? [])].map((one) => one['standardSignature'])).toEqual([
      'valid',
      'valid',
      'invalid',
      'invalid',
      'invalid',
      'missing',
    ])
  })

  it('judges the older signature of the whole body', async () => {
    await control('older', { signatureKey: 'k1' })
    const digest = createHmac('sha256', 'k1').update(notification).digest('base64')
    await post('older', { 'elements-webhook-signature': `sha256=${digest}` })
    await post('older', { 'elements-webhook-signature': `sha1=${digest}` })
    await post('older')
    const { notifications } = await received('older')
    expect([...(notifications ?? [])].map((one) => one['elementsSignature'])).toEqual([
      'valid',
      'invalid',
      'missing',
    ])
  })

  it('answers as it is told, so many times', async () => {
    await control('moody', { behaviour: { status: 503, retryAfterSeconds: 7, times: 1 } })
    const refused = await post('moody')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '7'])
    expect((await post('moody')).status).toBe(200)
    await control('moody', { behaviour: { redirectTo: 'https://example.com/else' } })
    const moved = await post('moody')
    expect([moved.status, moved.headers.get('location')]).toEqual([302, 'https://example.com/else'])
    await control('moody', { behaviour: { bodyBytes: 5000, delayMs: 1 } })
    expect((await post('moody')).text).toHaveLength(5000)
    await control('moody', { behaviour: { hang: true } })
    const hanging = ecwid.raw('/receiver/moody', {
      method: 'POST',
      body: notification,
      signal: AbortSignal.timeout(50),
    })
    await expect(hanging).rejects.toThrow(/timeout/)
    const { notifications } = await received('moody')
    const statuses = [...(notifications ?? [])].map((one) => one['status'])
    expect(statuses).toEqual([503, 200, 302, 200, null])
  })

  it('keeps the latest, of so many names', async () => {
    await control('short', { keep: 2 })
    for (const body of ['1', '2', '3', '4', '5']) await post('short', {}, body)
    const { notifications, ...summary } = await received('short')
    expect(summary).toMatchObject({ received: 5, kept: 2 })
    expect([...(notifications ?? [])].map(({ body }) => body)).toEqual(['4', '5'])
    const inboxes = new Inboxes()
    for (let index = 0; index < 60; index += 1) inboxes.open(`name ${index}`)
    expect([inboxes.all.size, inboxes.get('name 9'), inboxes.get('name 59')]).toEqual([
      50,
      undefined,
      expect.anything(),
    ])
  })

  it('refuses what it cannot be told', async () => {
    for (const body of [{ standardWebhookSecret: 'x' }, { behavior: {} }, { keep: 0 }]) {
      const { status, body: answer } = await control('wrong', body)
      expect([body, status, typeof answer['message']]).toEqual([body, 400, 'string'])
    }
    await control('told', { signatureKey: 'k1', behaviour: { status: 500 } })
    expect((await ecwid.raw('/_control/receiver/told')).body).toEqual({
      name: 'told',
      signatureKey: 'k1',
      behaviour: { status: 500 },
      received: 0,
      duplicates: 0,
      kept: 0,
    })
    await control('told', {}, 'DELETE')
    expect((await post('told')).status).toBe(200)
  })
})

describe('the pages', () => {
  it('show what arrived, harmlessly, and update themselves by one allowed script', async () => {
    const evil = '<script>alert(1)</script>'
    const event = { objectType: evil, objectId: '1', eventType: 'UPDATED' }
    await post('page', { 'webhook-id': evil }, JSON.stringify({ message: { events: [event] } }))
    const { text, headers } = await ecwid.raw('/receiver/page')
    expect(text).not.toContain(evil)
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).toContain('data-live="/receiver/page/rows"')
    expect(text).toContain('Standard Webhooks: not checked')
    const [script = ''] = /<script>([\s\S]*?)<\/script>/.exec(text)?.slice(1) ?? []
    const hash = createHash('sha256').update(script).digest('base64')
    expect(headers.get('content-security-policy')).toContain(`script-src 'sha256-${hash}'`)
    expect((await ecwid.raw('/receiver/page/rows')).text).toContain('1 received, 0 of them again')
    expect((await ecwid.raw('/receiver')).text).toContain('href="/receiver/page"')
    expect((await ecwid.raw('/receiver?rows')).text).toMatch(/^<tr>/)
    expect((await ecwid.raw('/receiver/nothing-yet')).text).toContain('Nothing has arrived yet')
    expect((await ecwid.raw('/')).text).toContain('href="/receiver"')
  })

  it('show an id once that both headers name, and say how signatures are checked', async () => {
    await post('hint', { 'webhook-id': '70002', 'elements-webhook-id': '70002' })
    const shown = async () => (await ecwid.raw('/receiver/hint')).text
    expect((await shown()).match(/>70002</g)).toHaveLength(1)
    expect(await shown()).toContain('PUT /_control/receiver/hint')
    await control('hint', { standardWebhookSecret: secret })
    expect(await shown()).not.toContain('PUT /_control')
    await post('hint', { 'webhook-id': 'a', 'elements-webhook-id': 'b' })
    expect(await shown()).toMatch(/>a<[\s\S]*>b</)
  })

  it('take nothing from pages of other sites', async () => {
    const headers = { origin: 'https://evil.example' }
    expect((await post('page', headers)).status).toBe(403)
    expect((await ecwid.raw('/receiver/page', { method: 'DELETE', headers })).status).toBe(403)
    expect((await ecwid.raw('/_control/receiver/page', { method: 'DELETE', headers })).status).toBe(
      403,
    )
  })
})
