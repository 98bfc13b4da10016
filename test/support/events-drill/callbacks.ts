/** Receivers that behave badly, and the subscriptions that lead to them. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Client } from 'pg'
import type { DrillServer } from './drill-server.ts'

export interface Callback {
  readonly url: string
  /** Messages in the order of arrival, and when each came (`performance.now()`). */
  readonly arrivals: readonly { readonly message: string; readonly at: number }[]
  /** Paths that were asked for. */
  readonly paths: ReadonlySet<string>
  /** Requests without an answer by now. */
  readonly open: number
  behave(behaviour: (response: ServerResponse) => void): void
  close(): Promise<void>
}

export const takes = (response: ServerResponse) =>
  void response.writeHead(200, { 'content-length': 0 }).end()

export async function openCallback(
  behaviour: (response: ServerResponse) => void = takes,
): Promise<Callback> {
  const arrivals: { message: string; at: number }[] = []
  const paths = new Set<string>()
  let behave = behaviour
  let open = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    open += 1
    response.on('close', () => (open -= 1))
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { message } = JSON.parse(Buffer.concat(chunks).toString()) as { message: unknown }
      const text = typeof message === 'string' ? message : JSON.stringify(message)
      arrivals.push({ message: text, at: performance.now() })
      paths.add(request.url ?? '')
      behave(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let closing: Promise<void> | undefined
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    paths,
    get open() {
      return open
    },
    behave: (next) => void (behave = next),
    close: () =>
      (closing ??= new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })),
  }
}

export interface DeliveryState {
  readonly status: string
  readonly tries: number
  readonly lastStatus?: number
  readonly lastFailure?: string
  readonly updatedDate: string
  readonly nextTryDate?: string
}

export interface SubscriptionState {
  readonly active: boolean
  readonly inactiveReason?: string
  readonly restsUntil?: string
}

/** One topic with one subscriber. */
export interface Line {
  readonly topic: string
  readonly subscriptionId: number
  /** Answers the notification's id. */
  tell(message: string): Promise<number>
  delivery(notificationId: number): Promise<DeliveryState>
  /** What the receiver answered to the latest try, as it is kept. */
  answer(notificationId: number): Promise<string>
  subscription(): Promise<SubscriptionState>
  /** As if so much time had passed for it. */
  pass(interval: string): Promise<void>
}

export async function openLine(
  server: DrillServer,
  database: Client,
  topic: string,
  url: string,
): Promise<Line> {
  const { id } = await server.ask<{ id: number }>('POST', '/notifications/subscriptions', {
    channel: 'webhook',
    topics: [topic],
    config: { url },
  })
  const delivery = (notificationId: number) =>
    `/notifications/${notificationId}/subscriptions/${id}/deliveries`
  return {
    topic,
    subscriptionId: id,
    async tell(message) {
      const told = { topic, severity: 'low', message, from: 'drill' }
      return (await server.ask<{ id: number }>('POST', '/notifications', told)).id
    },
    delivery: (notificationId) => server.ask('GET', delivery(notificationId)),
    async answer(notificationId) {
      const path = `${delivery(notificationId)}/attempts`
      const [latest] = await server.ask<{ answer?: string }[]>('GET', path)
      return latest?.answer ?? ''
    },
    subscription: () => server.ask('GET', `/notifications/subscriptions/${id}`),
    async pass(interval) {
      await database.query(
        'update delivery_jobs set next_try_at = next_try_at - $2::interval where subscription_id = $1',
        [id, interval],
      )
      await database.query(
        'update subscriptions set rests_until = rests_until - $2::interval where id = $1',
        [id, interval],
      )
      await database.query("select pg_notify('deliveries_due', $1)", [String(id)])
    },
  }
}
