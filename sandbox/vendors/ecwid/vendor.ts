import type { FastifyInstance } from 'fastify'
import { runExchange } from '../../exchange.ts'
import { html } from '../../html.ts'
import { Schedule } from '../../schedule.ts'
import type { SandboxHost, SandboxVendor } from '../../vendor.ts'
import { registerAdmin } from './admin.ts'
import { registerControlRoutes } from './control-routes.ts'
import { EcwidError } from './errors.ts'
import { registerLegacyApi } from './legacy-v1.ts'
import { registerOAuth } from './oauth.ts'
import { RateLimit } from './rate-limit.ts'
import { registerRestApi } from './rest-api.ts'
import { ecwidVoice } from './voice.ts'
import { WebhookSender } from './webhooks.ts'
import { World } from './world.ts'

/** Plays Ecwid: sign-in and token at my.ecwid.com, REST v3 and legacy v1 at app.ecwid.com. */
export function createVendor(host: SandboxHost): SandboxVendor {
  const schedule = new Schedule(host.now)
  const webhooks = new WebhookSender(schedule)
  const world: World = new World(schedule.now, (...change) => webhooks.announce(world, ...change))
  const rateLimit = new RateLimit(schedule.now)
  return {
    key: 'ecwid',
    title: 'Ecwid',
    summary: () =>
      html`Stores: ${world.stores.size}, apps: ${world.apps.size}, tokens: ${world.tokens.size}`,
    routes(scope) {
      acceptAnyBody(scope)
      answerInVendorsWords(scope, host)
      registerOAuth(scope, host, world)
      registerRestApi(scope, host, world, rateLimit)
      registerLegacyApi(scope, host, world)
      registerAdmin(scope, host, world, webhooks)
    },
    controlRoutes: (scope) => registerControlRoutes(scope, world, webhooks),
    reset() {
      // First, as the new world begins in the present.
      webhooks.reset()
      world.reset()
    },
    close: () => webhooks.close(),
  }
}

/** Bodies arrive as bytes: whether they are what the vendor takes is the vendor's to say. */
function acceptAnyBody(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

/** What the HTTP server itself refuses (unknown paths, bad escapes, huge bodies) sounds like Ecwid too. */
function answerInVendorsWords(scope: FastifyInstance, host: SandboxHost): void {
  scope.setNotFoundHandler((request, reply) =>
    runExchange(host, ecwidVoice, request, reply, () => {
      throw new EcwidError(404, undefined, `There is nothing at ${request.url.split('?')[0] ?? ''}`)
    }),
  )
  scope.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) =>
    runExchange(host, ecwidVoice, request, reply, () => {
      const status = error.statusCode ?? 500
      if (status >= 500) throw error
      throw new EcwidError(status, status === 400 ? 'WRONG_PARAMETER' : undefined, error.message)
    }),
  )
}
