import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type EcwidClient, startEcwid, textOf } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient

beforeAll(async () => {
  ecwid = await startEcwid()
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  await ecwid.control('POST', '/reset')
})

function press(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ store: '1003', ...fields })
  return ecwid.raw('/ecwid/admin/actions', { method: 'POST', body, headers })
}

it('leads from the index to stores, tokens and the latest requests', async () => {
  await ecwid.api('GET', '/products?limit=1')
  expect((await ecwid.raw('/')).text).toContain('href="/ecwid/admin"')
  const page = await ecwid.raw('/ecwid/admin')
  expect(page.text).toContain('Blue Door Pottery')
  expect(page.text).toContain('GET /ecwid/api/v3/1003/products?limit=1')
  expect(page.text).not.toContain('secret_sandbox_1003')
})

it('allows its own script and nothing else', async () => {
  const page = await ecwid.raw('/ecwid/admin')
  const script = /<script>([\s\S]*)<\/script>/.exec(page.text)?.[1] ?? ''
  const hash = createHash('sha256').update(script).digest('base64')
  expect(page.headers.get('content-security-policy')).toContain(`script-src 'sha256-${hash}'`)
  expect(page.text).not.toMatch(/src="|href="http/)
})

it('shows what strangers sent as text', async () => {
  await ecwid.raw('/ecwid/api/v3/1003/products?keyword=<img src=x onerror=alert(1)>')
  await ecwid.api('PUT', '/products/700129', { name: '<b>bold</b>' })
  const { text } = await ecwid.raw('/ecwid/admin')
  expect(text).not.toMatch(/<img|<b>/)
  expect(text).toContain('&lt;b&gt;bold')
})

it('sells, charges, ships and refunds as the owner and shoppers do', async () => {
  await ecwid.api('PUT', '/products/700100', { quantity: 10 })
  const sale = { action: 'place-order', product: '700100', quantity: '2', name: 'Ann Bee' }
  const answer = await press({ ...sale, email: 'ann@example.com' })
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/ecwid/admin?store=1003'])
  expect((await ecwid.api('GET', '/products/700100')).body['quantity']).toBe(8)
  const newest = async () => (await ecwid.api('GET', '/orders?limit=1')).body['items']?.[0]
  const order = textOf((await newest())?.['id'])
  expect(await newest()).toMatchObject({ subtotal: 24, tax: 1.92, total: 30.92 })
  await press({ action: 'pay', order })
  await press({ action: 'ship', order })
  expect(await newest()).toMatchObject({ paymentStatus: 'PAID', fulfillmentStatus: 'SHIPPED' })
  await press({ action: 'refund', order })
  expect(await newest()).toMatchObject({ paymentStatus: 'REFUNDED', refundedAmount: 30.92 })
  await press({ action: 'add-stock', product: '700100', pieces: '-3' })
  expect((await ecwid.api('GET', '/products/700100')).body['quantity']).toBe(5)
  await press({ action: 'uninstall', app: 'sandbox-custom-app' })
  expect((await ecwid.api('GET', '/profile')).status).toBe(403)
})

it('sells one piece to whoever names no quantity', async () => {
  await ecwid.api('PUT', '/products/700100', { quantity: 10 })
  expect((await press({ action: 'place-order', product: '700100' })).status).toBe(302)
  expect((await ecwid.api('GET', '/products/700100')).body['quantity']).toBe(9)
})

it('refuses buttons that another site presses, and nonsense', async () => {
  const order = { action: 'pay', order: '412' }
  expect((await press(order, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await press({ action: 'place-order', product: '700100', quantity: '0' })).status).toBe(
    400,
  )
  expect((await press({ action: 'explode' })).status).toBe(400)
})

it('shows where webhooks go and how they fared, lets things happen, and unblocks', async () => {
  const url = `${ecwid.sandbox.url}/receiver/admin`
  await ecwid.raw('/_control/receiver/admin', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ behaviour: { status: 500 } }),
  })
  await ecwid.control('PUT', '/stores/1003/webhook', { url, clientSecret: 'own' })
  await press({ action: 'happen', eventType: 'review.created' })
  const rows = async () => (await ecwid.raw('/ecwid/admin/webhooks?store=1003')).text
  await vi.waitFor(async () => expect(await rows()).toMatch(/review\.created[\s\S]*500/))
  await ecwid.control('POST', '/clock', { advanceMs: 14 * 86_400_000 })
  const page = async () => (await ecwid.raw('/ecwid/admin?store=1003')).text
  expect(await page()).toMatch(/admin<\/code>[\s\S]*blocked/)
  await press({ action: 'unblock' })
  expect(await page()).toMatch(/admin<\/code>[\s\S]*open/)
  expect((await press({ action: 'happen', eventType: 'invoice.created' })).status).toBe(400)
})
