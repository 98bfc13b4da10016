/** The two sides of a connect session: the customer's server with its secrets, a person's browser with the token. */
import { expect } from 'vitest'
import type { Answer, Platform, Tenant } from '../support/start-platform.ts'

export interface MadeSession {
  id: string
  token: string
  url: string
  state: string
  expiresAt: string
}

/** Makes a session for the sandbox's store connector, unless `body` says otherwise. */
export async function makeSession(
  platform: Platform,
  body: object = {},
  tenant: Tenant = platform.first,
): Promise<MadeSession> {
  const answer = await platform.request('POST', '/connect-sessions', {
    body: { ...('instanceId' in body ? {} : { elements: ['ecwid'] }), ...body },
    tenant,
  })
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
  return answer.body as MadeSession
}

/** A request of the widget. */
export function widget(
  platform: Platform,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  return platform.request(method, `/connect${path}`, {
    headers: { authorization: `Connect ${token}` },
    ...(body === undefined ? {} : { body }),
  })
}

export interface SessionState {
  state: string
  reason?: string
  instanceId?: number
  configuration: Record<string, string>
}

/** What the customer's server reads. */
export async function outcome(platform: Platform, id: string): Promise<SessionState> {
  const answer = await platform.request('GET', `/connect-sessions/${id}`)
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
  return answer.body as SessionState
}

export async function newStore(platform: Platform, storeId: number): Promise<void> {
  const body = { storeId, seed: storeId }
  const answer = await platform.sandbox('POST', '/_control/ecwid/stores', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
}

export function keysOf(storeId: number): Record<string, string> {
  return {
    'ecwid.store.id': String(storeId),
    'ecwid.order.key': `sandbox-order-key-${storeId}`,
    'ecwid.product.key': `sandbox-product-key-${storeId}`,
  }
}

/** Lets the time of a session run out. */
export async function expire(platform: Platform, id: string): Promise<void> {
  await platform.app.rooms.database.db
    .updateTable('connect_sessions')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('id', '=', id)
    .execute()
}

/** Starts the consent as the widget does; the cookie is what a browser would keep. */
export async function startOAuth(
  platform: Platform,
  token: string,
  body: object = {},
): Promise<{ oauthUrl: string; cookie: string }> {
  const answer = await widget(platform, token, 'POST', '/session/oauth', body)
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
  const cookie = (answer.headers['set-cookie'] ?? '').split(';')[0] ?? ''
  expect(cookie).not.toBe('')
  return { oauthUrl: (answer.body as { oauthUrl: string }).oauthUrl, cookie }
}

/** The browser arrives at the landing page. */
export function land(platform: Platform, url: URL, cookie: string | null): Promise<Answer> {
  return platform.request('GET', url.href, { headers: { authorization: null, cookie } })
}

/** The click on the page that says for whom this connects. */
export function confirm(platform: Platform, back: URL): Promise<Answer> {
  return platform.request('POST', back.origin + back.pathname, {
    body: new URLSearchParams(back.searchParams).toString(),
    headers: { authorization: null, 'content-type': 'application/x-www-form-urlencoded' },
  })
}

export async function countInstances(platform: Platform): Promise<number> {
  const answer = await platform.request('GET', '/instances/count')
  expect(answer.status).toBe(200)
  return (answer.body as { totalInstances: number }).totalInstances
}
