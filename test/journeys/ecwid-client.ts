/** An old client and the hand behind the simulated store, as both journeys use them. */
import { expect } from 'vitest'
import type { Answer, Platform } from '../support/start-platform.ts'

export interface Call {
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export type Send = (method: string, path: string, call?: Call) => Promise<Answer>

/** Calls as user and organization. */
export function platformClient(platform: Platform): Send {
  return (method, path, call) => platform.request(method, path, call)
}

/** Calls the hub as one instance. */
export function hubClient(platform: Platform, token: string): Send {
  const authorization = `User ${platform.first.userSecret}, Element ${token}`
  return (method, path, call) =>
    platform.request(method, `/hubs/ecommerce${path}`, { ...call, headers: { authorization } })
}

/** The sandbox's control routes of the vendor: seed, misbehave, look. */
export function storeControl(platform: Platform): Send {
  return (method, path, call) => {
    const query = new URLSearchParams(call?.query).toString()
    const address = `/_control/ecwid${path}${query === '' ? '' : `?${query}`}`
    return platform.sandbox(method, address, call?.body)
  }
}

export type Row = Record<string, unknown>

/** The body of a 200 as one record; a failed call shows its answer. */
export function record(answer: Answer): Row {
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
  return answer.body as Row
}

/** The body of a 200 as a list of records. */
export function rows(answer: Answer): Row[] {
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
  expect(answer.body).toBeInstanceOf(Array)
  return answer.body as Row[]
}

/** A store of its own for one test, with a token for it. */
export async function newStore(
  control: Send,
  storeId: number,
  settings: Row = {},
): Promise<{ storeId: number; token: string }> {
  record(await control('POST', '/stores', { body: { storeId, seed: storeId, ...settings } }))
  const issued = record(await control('POST', `/stores/${storeId}/tokens`, { body: {} }))
  return { storeId, token: String(issued['token']) }
}

/** Connects a store by its secret token, as `externalAuthentication: "initial"`. */
export async function connectByToken(
  platform: Send,
  store: { storeId: number; token: string },
): Promise<Row> {
  return record(
    await platform('POST', '/instances', {
      body: {
        element: { key: 'ecwid' },
        name: `Store ${store.storeId}`,
        externalAuthentication: 'initial',
        configuration: {
          'ecwid.store.id': String(store.storeId),
          'oauth.user.token': store.token,
        },
      },
    }),
  )
}

/** Connects a store by the keys of the retired API that the sandbox gave it. */
export async function connectByKeys(platform: Send, storeId: number): Promise<Row> {
  return record(
    await platform('POST', '/instances', {
      body: {
        element: { key: 'ecwid' },
        name: `Old store ${storeId}`,
        configuration: {
          'authentication.type': 'custom',
          'ecwid.store.id': String(storeId),
          'ecwid.order.key': `sandbox-order-key-${storeId}`,
          'ecwid.product.key': `sandbox-product-key-${storeId}`,
        },
      },
    }),
  )
}

/** How many calls the vendor has received whose path holds the text. */
export async function callsSeen(control: Send, path: string): Promise<number> {
  return Number(record(await control('GET', '/calls', { query: { path } }))['count'])
}
