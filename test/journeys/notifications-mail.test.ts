/** Mails through the operator's server, or kept and shown without one. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { startMailServer } from '../support/mail-server.ts'
import { startPlatform, type Platform } from '../support/start-platform.ts'

type Body = Record<string, unknown>
const mailServer = await startMailServer()
const platform = await startPlatform({
  sandbox: false,
  env: { HUBWRIGHT_SMTP_URL: mailServer.url },
})
const silent = await startPlatform({ sandbox: false })

beforeEach(() => {
  mailServer.mails.length = 0
  mailServer.refuse(undefined)
})

const send = (on: Platform, body: Body) => on.request('POST', '/notifications/emails', { body })

/** The newest mail and its delivery. */
async function newest(on: Platform): Promise<{ mail: Body; delivery: Body }> {
  const query = { 'topics[]': ['emails'], pageSize: 1 }
  const { body } = await on.request('GET', '/notifications', { query })
  const [mail = {}] = body as Body[]
  const path = `/notifications/${String(mail['id'])}/subscriptions/deliveries`
  const deliveries = await on.request('GET', path)
  return { mail, delivery: (deliveries.body as Body[])[0] ?? {} }
}
const becomes = (on: Platform, expected: Body) =>
  vi.waitFor(async () => expect((await newest(on)).delivery).toMatchObject(expected), {
    timeout: 15_000,
  })

describe('a mail', () => {
  it('is sent, and answers go to whom it is from', async () => {
    const mail = { to: 'shop@example.com', from: 'me@example.com', subject: 'Hi', message: 'Text' }
    expect(await send(platform, mail)).toMatchObject({ status: 200, body: undefined })
    const [received] = await mailServer.arrived(1)
    expect(received).toMatchObject({ from: 'hub@example.com', to: ['shop@example.com'] })
    expect(received?.text).toMatch(/^Reply-To: me@example.com$/m)
    expect(received?.text).toMatch(/^Subject: Hi$/m)
    expect(received?.text).toContain('\nText')
    await becomes(platform, { status: 'delivered', lastStatus: 250 })
  })

  it('can carry no header of its own', async () => {
    const subject = 'Hi\r\nBcc: spy@example.com\r\n\r\nother text'
    await send(platform, { to: 'shop@example.com', subject, message: '.\r\nMAIL FROM:<a@b.test>' })
    const [received] = await mailServer.arrived(1)
    expect(received?.to).toEqual(['shop@example.com'])
    expect(received?.text).not.toMatch(/^Bcc:/im)
    for (const to of ['a@b.test,c@d.test', 'a@b.test\nBcc: c@d.test', '<a@b.test>', 'nobody']) {
      expect((await send(platform, { to })).status).toBe(400)
    }
  })

  it('that the server refuses is tried again', async () => {
    mailServer.refuse(451)
    await send(platform, { to: 'busy@example.com', message: 'm' })
    await becomes(platform, { status: 'retry', lastStatus: 451, lastFailure: 'refused' })
  })

  it('tells of a topic that somebody subscribed to', async () => {
    const made = await platform.request('POST', '/notifications/subscriptions', {
      body: { channel: 'email', topics: ['news'], config: { email: 'ops@example.com' } },
    })
    expect(made.body).toMatchObject({ channel: 'email', config: { email: 'ops@example.com' } })
    await platform.request('POST', '/notifications', {
      body: { topic: 'news', severity: 'high', message: 'All is well', from: 'x' },
    })
    const [received] = await mailServer.arrived(1)
    expect(received?.to).toEqual(['ops@example.com'])
    expect(received?.text).toContain('Notification: news')
    expect(received?.text).toContain('All is well')
  })

  it('more than sixty in an hour to one address are kept, and told of in one mail', async () => {
    const { pool } = platform.app.rooms.database
    const set = (what: string) =>
      pool.query(`update mail_quotas set ${what} where address = 'flood@example.com'`)
    const to = 'Flood@example.com'
    await send(platform, { to, message: 'the first' })
    // Others may be tried again at the same time.
    const arrived = (count: number) =>
      vi.waitFor(
        () => {
          const own = mailServer.mails.filter((mail) => mail.to.includes(to))
          expect(own).toHaveLength(count)
          return own
        },
        { timeout: 15_000 },
      )
    await arrived(1)
    await set('asked = 60')
    for (const message of ['second', 'third']) await send(platform, { to, message })
    await becomes(platform, { status: 'queued', lastFailure: 'over_quota', tries: 1 })
    const { mail } = await newest(platform)
    await vi.waitFor(async () => {
      const { rows } = await pool.query('select from mail_quotas where left_out = 2')
      expect(rows).toHaveLength(1)
    })
    await arrived(1)
    await set('summary_due_at = now()')
    const [, summary] = await arrived(2)
    expect(summary?.text).toMatch(/^Subject: 2 more notifications$/m)
    const text = summary?.text.replaceAll('=\n', '').replaceAll('=3D', '=')
    expect(text).toContain(`${platform.url}/deliveries?status=queued`)
    // In the next hour one that was left out goes when somebody asks.
    await set(`began_at = began_at - interval '1 hour'`)
    const [delivery] = (
      await platform.request('GET', `/notifications/${String(mail['id'])}/subscriptions/deliveries`)
    ).body as Body[]
    const subscription = String(delivery?.['subscriptionId'])
    const path = `/notifications/${String(mail['id'])}/subscriptions/${subscription}/deliveries`
    expect((await platform.request('PUT', path)).status).toBe(200)
    const [, , third] = await arrived(3)
    expect(third?.text).toContain('third')
  })

  it('is kept and shown where there is no server', async () => {
    await send(silent, { to: 'shop@example.com', subject: 'Hi', message: 'kept text' })
    await becomes(silent, { status: 'queued', lastFailure: 'not_configured' })
    expect((await newest(silent)).mail).toMatchObject({ message: 'kept text', topic: 'emails' })
  })
})
