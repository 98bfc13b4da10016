import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Answer, htmlPage, redirect } from '../../answer.ts'
import { liveScriptHash } from '../../live-rows.ts'
import type { SandboxHost } from '../../vendor.ts'
import { adminPage, callRows } from './admin-page.ts'
import { attemptRows } from './admin-webhooks.ts'
import { runAdminAction } from './admin-actions.ts'
import { EcwidError } from './errors.ts'
import { endpointsOf } from './webhook-scopes.ts'
import type { WebhookSender } from './webhooks.ts'
import type { World } from './world.ts'

/** Registers the page on which people look at the stores and act as their owners. */
export function registerAdmin(
  scope: FastifyInstance,
  host: SandboxHost,
  world: World,
  webhooks: WebhookSender,
): void {
  scope.get('/admin', (request, reply) => {
    const query = new URL(request.url, 'http://sandbox').searchParams
    const store = world.stores.get(Number(query.get('store'))) ?? [...world.stores.values()][0]
    const calls = host.log.list({ vendor: 'ecwid', limit: 100 })
    const endpoints = store === undefined ? [] : endpointsOf(world, store)
    const text = adminPage({
      world,
      store,
      calls,
      endpoints: endpoints.map((endpoint) => ({
        name: endpoint.name,
        ...endpoint.summary(webhooks.schedule.now(), webhooks.deliveries.settings.retrySpeed),
      })),
      attempts: webhooks.deliveries.attempts(store?.id ?? 0),
    })
    return answer(reply, htmlPage(200, text, liveScriptHash))
  })
  scope.get('/admin/webhooks', (request, reply) => {
    const query = new URL(request.url, 'http://sandbox').searchParams
    const attempts = webhooks.deliveries.attempts(Number(query.get('store')))
    return answer(reply, htmlPage(200, attemptRows(attempts).text))
  })
  scope.get('/admin/calls', (_request, reply) =>
    answer(reply, htmlPage(200, callRows(host.log.list({ vendor: 'ecwid', limit: 100 })).text)),
  )
  scope.post('/admin/actions', async (request, reply) => {
    const form = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString() : '')
    try {
      const store = world.store(form.get('store') ?? '')
      await runAdminAction(world, store, form)
      return answer(reply, redirect(`/ecwid/admin?store=${store.id}`))
    } catch (error) {
      if (!(error instanceof EcwidError)) throw error
      return reply.code(error.status).type('text/plain; charset=utf-8').send(error.message)
    }
  })
}

function answer(reply: FastifyReply, { status, headers, text }: Answer) {
  return reply.code(status).headers(headers).send(text)
}
