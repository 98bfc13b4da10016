/** A connector from a few lines, a connection to it, and a vendor that answers what a test says. No sockets. */
import { buildConnector } from '../../src/catalog/build-connector.ts'
import type { Connector } from '../../src/catalog/connector.ts'
import type { Element, Resource } from '../../src/catalog/element.ts'
import type { ConnectorHooks } from '../../src/catalog/hooks.ts'
import type { Clock } from '../../src/core/clock.ts'
import { silentLog } from '../../src/core/log.ts'
import type { OutboundAnswer, OutboundRequest, Sender } from '../../src/net/sender.ts'
import { createBudgets, type BudgetStore } from '../../src/vendor-calls/budget.ts'
import type { ResourceRequest, VendorConnection } from '../../src/vendor-calls/connection.ts'
import { createVendorCalls, type VendorCalls } from '../../src/vendor-calls/vendor-calls.ts'

/** A resource with the members a test does not care about filled in. */
export function resource(words: Partial<Resource> & Pick<Resource, 'method' | 'path'>): Resource {
  return { vendorPath: words.path, vendorMethod: words.method, type: 'api', ...words }
}

export function connector(
  resources: Resource[],
  words: Partial<Element> = {},
  hooks: ConnectorHooks = {},
): Connector {
  const element: Element = {
    id: 7,
    key: 'shop',
    name: 'Shop',
    description: 'A shop for tests',
    hub: 'ecommerce',
    authentication: { type: 'oauth2' },
    configuration: [
      { key: 'base.url', name: 'Base URL', defaultValue: 'https://vendor.test/api' },
      { key: 'oauth.user.token', name: 'Token', type: 'PASSWORD' },
      { key: 'shop.id', name: 'Shop' },
    ],
    ...words,
    resources,
  }
  return buildConnector(
    { element, hooks, source: 'built-in' } as Parameters<typeof buildConnector>[0],
    undefined,
    undefined,
  )
}

export function connection(
  to: Connector,
  words: Partial<Omit<VendorConnection, 'configuration'>> & {
    configuration?: Record<string, string>
  } = {},
): VendorConnection {
  return {
    connector: to,
    authenticationType: 'oauth2',
    organizationId: 1,
    budgetKey: undefined,
    ...words,
    configuration: {
      'base.url': 'https://vendor.test/api',
      'oauth.user.token': 'token-of-the-shop',
      'shop.id': '1003',
      ...words.configuration,
    },
  }
}

export function question(
  words: Partial<ResourceRequest> & { method?: string } = {},
): ResourceRequest {
  return {
    method: 'GET',
    path: '/orders',
    pathVariables: {},
    query: {},
    headers: {},
    body: undefined,
    requestId: '0123456789abcdef01234567',
    deadline: 30_000,
    ...words,
  }
}

export interface Answer {
  status?: number
  headers?: Record<string, string>
  /** A JSON value, or the text itself. */
  body?: unknown
  text?: string
  /** Only when it is not the usual phrase. */
  statusText?: string
}

/** What the fake vendor received, with the query taken apart. */
export interface Received extends OutboundRequest {
  readonly path: string
  readonly query: Record<string, string>
}

export interface FakeVendor {
  readonly sender: Sender
  readonly received: Received[]
  readonly clock: Clock & { set(now: number): void }
  /** Pauses that retries made, in milliseconds. */
  readonly pauses: number[]
  readonly calls: VendorCalls
}

export type Script = Answer | Error | ((request: Received, index: number) => Answer | Error)

/** Answers in order; the last answer is repeated. Time moves only by pauses. */
export function fakeVendor(scripts: Script | Script[], store?: BudgetStore): FakeVendor {
  const list = Array.isArray(scripts) ? scripts : [scripts]
  const received: Received[] = []
  const pauses: number[] = []
  let now = 0
  const clock = { now: () => now, set: (value: number) => void (now = value) }
  const sender: Sender = {
    send: async (request) => {
      const url = new URL(request.url)
      const seen: Received = {
        ...request,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
      }
      const index = received.push(seen) - 1
      const script = list[Math.min(index, list.length - 1)] as Script
      const answer = typeof script === 'function' ? script(seen, index) : script
      if (answer instanceof Error) throw answer
      return outbound(answer)
    },
    refusal: async () => undefined,
    close: async () => {},
  }
  const budgets = createBudgets({
    store: store ?? {
      lease: async (_spender, want) => ({ granted: want, retryAfterMs: 0, blockedForMs: 0 }),
      block: async () => {},
    },
    clock,
    log: silentLog,
  })
  const calls = createVendorCalls({
    sender,
    budgets,
    clock,
    random: () => 0.5,
    log: silentLog,
    pause: async (delayMs) => {
      pauses.push(delayMs)
      now += delayMs
    },
  })
  return { sender, received, clock, pauses, calls }
}

function outbound(answer: Answer): OutboundAnswer {
  const text = answer.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body))
  return {
    status: answer.status ?? 200,
    headers: { 'content-type': 'application/json', ...answer.headers },
    body: Buffer.from(text),
    statusText: answer.statusText,
  }
}
