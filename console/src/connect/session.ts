/** The session as its token reaches it. */
import type { Choice } from './place.ts'
import type { Theme } from './looks.ts'

export interface Field {
  readonly key: string
  readonly name: string
  readonly description: string
  readonly type: string
  readonly required: boolean
  readonly secret: boolean
  readonly advanced: boolean
  readonly defaultValue?: string
  readonly options?: readonly { readonly value: string; readonly name: string }[]
}

/** One way to authenticate. */
export interface Way {
  readonly type: string
  readonly name: string
  readonly usesOAuth: boolean
  readonly configuration: readonly Field[]
}

export interface Connector {
  readonly key: string
  readonly name: string
  readonly description: string
  readonly logoUrl: string
  readonly authenticationTypes: readonly Way[]
}

export interface Session {
  readonly id: string
  readonly state: 'pending' | 'failed' | 'connected' | 'expired' | 'revoked'
  readonly reason?: string
  readonly mode: 'connect' | 'reconnect'
  readonly organizationName: string
  readonly endUser?: { readonly email?: string; readonly displayName?: string }
  readonly connectors: readonly Connector[]
  readonly instance?: { readonly id: number; readonly name: string }
  readonly allowedOrigins: readonly string[]
  readonly returnUrl?: string
  readonly theme: Theme
  readonly language?: string
  readonly expiresAt: string
}

export type Values = Readonly<Record<string, string>>

/** An answer that is none of what was asked for; `reason` is a word of the language files after `reason.`. */
export class Refusal extends Error {
  readonly reason: string
  /** In the vendor's own words. */
  readonly vendorSays: string | undefined
  /** By the keys of fields. */
  readonly fields: Values

  constructor(reason: string, vendorSays?: string, fields: Values = {}) {
    super(reason)
    this.reason = reason
    this.vendorSays = vendorSays
    this.fields = fields
  }
}

export interface Api {
  read(): Promise<Session>
  startOAuth(choice: Choice, values: Values): Promise<{ oauthUrl: string }>
  connect(choice: Choice, values: Values): Promise<unknown>
}

/** Nobody waits longer in front of a page. */
const patienceMs = 60_000

/** @throws Refusal from all its functions */
export function openSession(token: string): Api {
  async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`/elements/api-v2/connect/session${path}`, {
      method,
      headers: {
        authorization: `Connect ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patienceMs),
    }).catch(() => {
      throw new Refusal('network')
    })
    const said: unknown = await answer.json().catch(() => undefined)
    if (!answer.ok || said === undefined) throw refusalOf(answer.status, said)
    return said as Answer
  }
  return {
    read: () => ask('GET', ''),
    startOAuth: (choice, configuration) => ask('POST', '/oauth', { ...choice, configuration }),
    connect: (choice, configuration) => ask('POST', '/instance', { ...choice, configuration }),
  }
}

function refusalOf(status: number, said: unknown): Refusal {
  const { reason, providerMessage, details } = (said ?? {}) as {
    reason?: string
    providerMessage?: string
    details?: { path: string; message: string }[]
  }
  if (reason !== undefined) {
    const named = (details ?? []).map(({ path, message }) => [path.split('/').at(-1), message])
    return new Refusal(reason, providerMessage, Object.fromEntries(named) as Values)
  }
  return new Refusal(status === 401 ? 'unknown_session' : 'failed')
}
