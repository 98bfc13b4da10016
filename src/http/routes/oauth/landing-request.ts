/** What comes with a browser that returns from a vendor, and how it is answered. */
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { ConsolePage } from '../../console-build.ts'
import { page } from '../../html-page.ts'
import type { Page } from './landing-view.ts'

export const CallbackParams = Type.Object({
  connectorKey: Type.String({ description: 'Key of the connector' }),
})

export const pageResponse = {
  200: { description: 'A page', content: { 'text/html': { schema: Type.String() } } },
}

export interface ReturnedParameters {
  code: string | undefined
  state: string | undefined
  error: string | undefined
  description: string | undefined
  /** What vendors add, such as the id of the account. */
  extra: ReadonlyMap<string, string>
}

/** Only the first of a repeated parameter counts (RFC 6749 forbids repeating). */
export function returnedParameters(query: unknown): ReturnedParameters {
  const values = new Map<string, string>()
  for (const [name, given] of Object.entries(query as Record<string, unknown>)) {
    const value: unknown = Array.isArray(given) ? given[0] : given
    if (typeof value === 'string' && value !== '' && value.length <= 10_000) values.set(name, value)
  }
  const taken = ['code', 'state', 'error', 'error_description']
  return {
    code: values.get('code'),
    state: values.get('state'),
    error: values.get('error'),
    description: values.get('error_description'),
    extra: new Map([...values].filter(([name]) => !taken.includes(name)).slice(0, 20)),
  }
}

// The address holds a code: no cache keeps it and no link passes it on (server.ts says so for every answer).
export function show(reply: FastifyReply, { title, body }: Page): string {
  return page(reply, title, body)
}

/** The same for the page of the connect widget, which is nobody's to frame here. */
export function showConsolePage(reply: FastifyReply, { html, policy }: ConsolePage): string {
  reply.header('content-security-policy', policy)
  reply.header('x-frame-options', 'DENY')
  reply.header('content-type', 'text/html; charset=utf-8')
  return html
}
