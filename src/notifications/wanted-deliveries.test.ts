import { describe, expect, it } from 'vitest'
import { readCursor, writeCursor } from './feed.ts'
import { wantedDeliveries } from './wanted-deliveries.ts'

const facts = (id: number, channel: 'webhook' | 'email', destination: string) => ({
  id,
  channel,
  destination,
  active: true,
  inactive_reason: null,
})
const subscriptions = [
  facts(1, 'webhook', 'https://a.example/'),
  facts(2, 'webhook', 'https://b.example/'),
  facts(3, 'email', 'a@b.example'),
]
const wanted = (where?: string) =>
  wantedDeliveries(where, subscriptions).map(
    ({ subscriptionId, status }) => `${subscriptionId} ${status}`,
  )

describe('the deliveries of a where', () => {
  it.each([
    ["channel='webhook' and status='queued'", ['1 queued', '2 queued']],
    ["status='queued' and config.url='https://b.example/'", ['2 queued']],
    ["channel='email' and status in ('retry', 'created')", ['3 created', '3 retry']],
    ["subscriptionId=1 and status='notified'", ['1 delivered']],
    ["channel='sms'", []],
    ["subscriptionId=1 and status != 'notified'", ['1 created', '1 retry', '1 queued']],
    ["config.email='a@b.example' and status like 'q%'", ['3 queued']],
  ])('%s', (where, expected) => {
    expect(wanted(where)).toEqual(expected)
  })

  it('are all without one', () => {
    expect(wanted()).toHaveLength(12)
  })

  it.each([
    ['status=', 'cannot be read'],
    [
      "status='queued' and subscriptonId=2",
      "character 21: 'subscriptonId' is not known here; use channel, status, subscriptionId, config.url, config.email",
    ],
    ["foo IS NULL or status='queued'", "'foo' is not known here"],
    ["toString='x'", "'toString' is not known here"],
    ["status != 'delivred'", "status is never 'delivred'; use created, retry, delivered, queued"],
    ["status='toString'", "status is never 'toString'"],
    ["channel in ('webhook', 'mail')", "channel is never 'mail'"],
  ])('refuses %s', (where, message) => {
    expect(() => wanted(where)).toThrow(message)
  })
})

describe('a cursor', () => {
  it('comes back as it went', () => {
    const cursor = { place: { writtenBy: '18446744073709551', id: 70_001 }, readAtMs: 1_777_777 }
    expect(readCursor(writeCursor(cursor))).toEqual(cursor)
  })

  it.each(['', 'x', Buffer.from('1 2').toString('base64url')])('is not %j', (text) => {
    expect(() => readCursor(text)).toThrow("'cursor'")
  })
})
