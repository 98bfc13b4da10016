import type { FastifyInstance, FastifyReply } from 'fastify'
import { setTimeout as delay } from 'node:timers/promises'
import { Type } from 'typebox'
import { type Answer, htmlPage } from '../answer.ts'
import { prepareControl } from '../control.ts'
import { liveScriptHash } from '../live-rows.ts'
import { type Behaviour, Inbox, type InboxSettings, statusOf } from './inbox.ts'
import { notifications, receiverPage, receiverRows, receiversPage } from './receiver-page.ts'

const closed = { additionalProperties: false } as const

const BehaviourBody = Type.Object(
  {
    status: Type.Optional(Type.Integer({ minimum: 200, maximum: 599 })),
    delayMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
    retryAfterSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
    redirectTo: Type.Optional(Type.String({ pattern: '^[\\x21-\\x7e]+$' })),
    bodyBytes: Type.Optional(Type.Integer({ minimum: 0, maximum: 64 * 1024 * 1024 })),
    hang: Type.Optional(Type.Boolean()),
    times: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  closed,
)

const SettingsBody = Type.Object(
  {
    standardWebhookSecret: Type.Optional(Type.String({ pattern: '^whsec_[A-Za-z0-9+/]+={0,2}$' })),
    signatureKey: Type.Optional(Type.String({ minLength: 1 })),
    behaviour: Type.Optional(BehaviourBody),
    keep: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  },
  closed,
)

const mostNames = 50

/** What customers' apps receive, by name; the names that were used least recently go first. */
export class Inboxes {
  readonly #byName = new Map<string, Inbox>()

  get all(): ReadonlyMap<string, Inbox> {
    return this.#byName
  }

  get(name: string): Inbox | undefined {
    return this.#byName.get(name)
  }

  open(name: string): Inbox {
    const inbox = this.#byName.get(name) ?? new Inbox()
    this.#byName.delete(name)
    this.#byName.set(name, inbox)
    const oldest = this.#byName.keys().next().value
    if (this.#byName.size > mostNames && oldest !== undefined) this.#byName.delete(oldest)
    return inbox
  }

  remove(name: string): void {
    this.#byName.delete(name)
  }
}

/** Registers `/receiver`: plays the customers' apps that are told of events, and shows what they were told. */
export function registerReceiver(
  scope: FastifyInstance,
  inboxes: Inboxes,
  now: () => number,
): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  scope.get('/receiver', (request, reply) => {
    const rowsOnly = new URL(request.url, 'http://sandbox').searchParams.has('rows')
    if (rowsOnly) return show(reply, htmlPage(200, receiverRows(inboxes.all).text))
    return show(reply, htmlPage(200, receiversPage(inboxes.all), liveScriptHash))
  })
  scope.get('/receiver/:name', (request, reply) => {
    const name = nameOf(request)
    return show(reply, htmlPage(200, receiverPage(name, inboxes.get(name)), liveScriptHash))
  })
  scope.get('/receiver/:name/rows', (request, reply) => {
    const name = nameOf(request)
    return show(reply, htmlPage(200, notifications(name, inboxes.get(name)).text))
  })
  scope.get('/receiver/:name/received', (request) => receivedOf(nameOf(request), inboxes))
  scope.delete('/receiver/:name', (request) => {
    inboxes.get(nameOf(request))?.clear()
    return receivedOf(nameOf(request), inboxes)
  })
  scope.post('/receiver/:name', (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const behaviour = inboxes.open(nameOf(request)).take(request.headers, body, now())
    return behave(behaviour, reply)
  })
}

/** Registers `/_control/receiver`: what receivers know, and how they answer. */
export function registerReceiverControl(scope: FastifyInstance, inboxes: Inboxes): void {
  prepareControl(scope)
  scope.put('/_control/receiver/:name', { schema: { body: SettingsBody } }, (request) => {
    const name = nameOf(request)
    const inbox = inboxes.open(name)
    inbox.configure(request.body as InboxSettings)
    return { name, ...inbox.settings, ...inbox.summary() }
  })
  scope.get('/_control/receiver/:name', (request) => {
    const name = nameOf(request)
    const inbox = inboxes.get(name) ?? new Inbox()
    return { name, ...inbox.settings, ...inbox.summary() }
  })
  scope.delete('/_control/receiver/:name', (request) => {
    inboxes.remove(nameOf(request))
    return { name: nameOf(request) }
  })
}

function nameOf(request: { params: unknown }): string {
  return (request.params as { name: string }).name
}

function receivedOf(name: string, inboxes: Inboxes) {
  const inbox = inboxes.get(name) ?? new Inbox()
  return { name, ...inbox.summary(), notifications: inbox.received() }
}

async function behave(behaviour: Behaviour, reply: FastifyReply): Promise<FastifyReply> {
  const { delayMs = 0, retryAfterSeconds, redirectTo, bodyBytes, hang } = behaviour
  if (hang === true) return reply.hijack()
  // Closing the sandbox does not wait for it.
  if (delayMs > 0) await delay(delayMs, undefined, { ref: false })
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
  if (redirectTo !== undefined) reply.header('location', redirectTo)
  const status = statusOf(behaviour)
  const text = bodyBytes === undefined ? '' : 'x'.repeat(bodyBytes)
  return reply.code(status).type('text/plain; charset=utf-8').send(text)
}

function show(reply: FastifyReply, { status, headers, text }: Answer): FastifyReply {
  return reply.code(status).headers(headers).send(text)
}
