/** The store owner's part of an OAuth flow, without a browser: opens the consent page's form and answers it. */
import { expect } from 'vitest'
import type { Answer, Platform } from '../support/start-platform.ts'

/** Where the vendor sent the browser after the decision. */
export async function decideAtVendor(
  platform: Platform,
  oauthUrl: string,
  storeId: number,
  decision: 'accept' | 'refuse' = 'accept',
): Promise<URL> {
  const { origin, pathname, searchParams } = new URL(oauthUrl)
  const form = new URLSearchParams(searchParams)
  form.set('store_id', String(storeId))
  form.set('decision', decision)
  const answer = await platform.request('POST', origin + pathname, {
    body: form.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: null },
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(302)
  return new URL(answer.headers['location'] ?? '')
}

export const app = { clientId: 'sandbox-app', clientSecret: 'sandbox-secret' }
export const callbackUrl = 'http://127.0.0.1:4100/connected'

/** The address that the documented helper makes for the sandbox's app. */
export async function authorizeUrl(platform: Platform, more: Record<string, string> = {}) {
  const answer = await platform.request('GET', '/elements/ecwid/oauth/url', {
    query: { apiKey: app.clientId, apiSecret: app.clientSecret, callbackUrl, ...more },
    headers: { authorization: null },
  })
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
  return (answer.body as { oauthUrl: string }).oauthUrl
}

/** A fresh code for a store. */
export async function codeFor(platform: Platform, storeId: number): Promise<string> {
  const back = await decideAtVendor(platform, await authorizeUrl(platform), storeId)
  return back.searchParams.get('code') ?? ''
}

/** The body of the documented request with a code. */
export function oauthBody(code: string, more: object = {}) {
  return {
    element: { key: 'ecwid' },
    providerData: { code, state: 'ecwid' },
    configuration: {
      'oauth.api.key': app.clientId,
      'oauth.api.secret': app.clientSecret,
      'oauth.callback.url': callbackUrl,
    },
    tags: ['eu'],
    name: 'Shop 7',
    ...more,
  }
}

export interface InstanceAnswer {
  id: number
  name: string
  token: string
  state: string
  stateReason?: string
  tags: string[]
  disabled: boolean
  element: { typeOauth: boolean }
  configuration: Record<string, string>
}

/** The instance in an answer of 200. */
export function instanceIn(answer: Answer): InstanceAnswer {
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
  return answer.body as InstanceAnswer
}

/** Connects a store by OAuth with the sandbox's app. */
export async function connect(
  platform: Platform,
  storeId: number,
  more: object = {},
): Promise<InstanceAnswer> {
  const code = await codeFor(platform, storeId)
  return instanceIn(await platform.request('POST', '/instances', { body: oauthBody(code, more) }))
}
