import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Answer, htmlPage, json, redirect } from '../../answer.ts'
import { runExchange } from '../../exchange.ts'
import type { SandboxHost } from '../../vendor.ts'
import { AuthorizationRefused, readAuthorizationRequest } from './authorization-request.ts'
import { consentErrorPage, consentPage } from './consent-page.ts'
import { ownerEmail } from './profile.ts'
import { ecwidVoice } from './voice.ts'
import type { App, Grant, World } from './world.ts'

/** Registers the authorize page and the token endpoint in its two addresses. */
export function registerOAuth(scope: FastifyInstance, host: SandboxHost, world: World): void {
  scope.get('/api/oauth/authorize', (request, reply) =>
    runExchange(host, ecwidVoice, request, reply, () => showConsent(world, queryOf(request))),
  )
  scope.post('/api/oauth/authorize', (request, reply) =>
    runExchange(host, ecwidVoice, request, reply, () => decide(world, formOf(request))),
  )
  for (const url of ['/api/oauth/token', '/api/oauth/token/:storeId']) {
    scope.post(url, (request, reply) =>
      runExchange(host, ecwidVoice, request, reply, () => {
        const type = request.headers['content-type'] ?? ''
        if (!type.startsWith('application/x-www-form-urlencoded')) {
          return refuse(415, 'invalid_request', 'Send the parameters form-urlencoded')
        }
        return exchange(world, formOf(request), storeIdOf(request))
      }),
    )
    scope.get(url, (request, reply) =>
      runExchange(host, ecwidVoice, request, reply, () =>
        exchange(world, queryOf(request), storeIdOf(request)),
      ),
    )
  }
}

function queryOf(request: FastifyRequest): URLSearchParams {
  return new URL(request.raw.url ?? '/', 'http://sandbox').searchParams
}

function formOf(request: FastifyRequest): URLSearchParams {
  const { body } = request
  return new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : '')
}

function storeIdOf(request: FastifyRequest): string | undefined {
  return (request.params as { storeId?: string }).storeId
}

function showConsent(world: World, query: URLSearchParams): Answer {
  return judged(() => {
    const request = readAuthorizationRequest(world, query)
    const stores = [...world.stores.values()]
    const selected = Number(query.get('store_id') ?? stores[0]?.id)
    return htmlPage(200, consentPage(request, stores, selected))
  })
}

function decide(world: World, form: URLSearchParams): Answer {
  return judged(() => {
    const { app, redirectUri, scopes, state } = readAuthorizationRequest(world, form)
    const store = world.stores.get(Number(form.get('store_id')))
    if (store === undefined) throw new AuthorizationRefused('You do not own this store.')
    const target = new URL(redirectUri)
    if (form.get('decision') === 'accept') {
      const storeId = store.id
      const grant = world.createGrant({ clientId: app.clientId, redirectUri, storeId, scopes })
      target.searchParams.set('code', grant.code)
      if (store.settings.sendStoreId) target.searchParams.set('store_id', String(storeId))
    } else target.searchParams.set('error', 'access_denied')
    if (state !== undefined && store.settings.echoState) target.searchParams.set('state', state)
    return redirect(target.href)
  })
}

function judged(produce: () => Answer): Answer {
  try {
    return produce()
  } catch (error) {
    if (error instanceof AuthorizationRefused) {
      return htmlPage(400, consentErrorPage(error.message))
    }
    throw error
  }
}

/** Exchanges a code for tokens. A second exchange of the same code ends what the first one gave. */
function exchange(world: World, form: URLSearchParams, pathStoreId: string | undefined): Answer {
  const app = world.apps.get(form.get('client_id') ?? '')
  if (app === undefined || !sameText(app.clientSecret, form.get('client_secret') ?? '')) {
    return refuse(401, 'invalid_client', 'Unknown client_id or wrong client_secret')
  }
  if (form.get('grant_type') !== 'authorization_code') {
    return refuse(400, 'unsupported_grant_type', 'grant_type must be authorization_code')
  }
  const grant = world.grants.get(form.get('code') ?? '')
  const problem = findProblem(world, grant, app, form, pathStoreId)
  if (grant === undefined || problem !== undefined) {
    return refuse(400, 'invalid_grant', problem ?? 'The code is not valid')
  }
  return json(200, issue(world, grant), { 'cache-control': 'no-store' })
}

function findProblem(
  world: World,
  grant: Grant | undefined,
  app: App,
  form: URLSearchParams,
  pathStoreId: string | undefined,
): string | undefined {
  if (grant === undefined || grant.clientId !== app.clientId) return 'The code is not valid'
  if (grant.tokens.length > 0) {
    for (const token of grant.tokens) world.revoke(token)
    return 'The code was used before; the token issued for it is revoked'
  }
  if (grant.expiresAt < world.nowSeconds()) return 'The code has expired'
  if (grant.redirectUri !== form.get('redirect_uri')) {
    return 'redirect_uri differs from the one of the authorisation request'
  }
  const storeIds = [pathStoreId, form.get('store_id') ?? undefined]
  if (storeIds.some((id) => id !== undefined && id !== String(grant.storeId))) {
    return 'The code belongs to another store'
  }
  return undefined
}

function issue(world: World, grant: Grant) {
  const store = world.store(String(grant.storeId))
  const { clientId, scopes, storeId } = grant
  const installed = [...world.tokens.values()].some(
    (token) => token.storeId === storeId && token.clientId === clientId,
  )
  if (store.settings.reinstallRevokesToken) world.revokeApp(storeId, clientId)
  const secret = world.issueToken({ storeId, clientId, scopes })
  grant.tokens.push(secret.value)
  const shared = scopes.includes('public_storefront')
    ? world.issueToken({ storeId, clientId, scopes, kind: 'public' })
    : undefined
  if (shared !== undefined) grant.tokens.push(shared.value)
  if (!installed) {
    store.announce('application.installed', String(storeId), undefined, clientId)
  }
  return {
    access_token: secret.value,
    token_type: store.settings.tokenType,
    scope: [...secret.scopes].join(' '),
    store_id: storeId,
    email: ownerEmail(store),
    ...(shared === undefined ? {} : { public_token: shared.value }),
  }
}

function refuse(status: number, error: string, description: string): Answer {
  return json(status, { error, error_description: description }, { 'cache-control': 'no-store' })
}

function sameText(expected: string, given: string): boolean {
  const a = Buffer.from(expected)
  const b = Buffer.from(given)
  return a.length === b.length && timingSafeEqual(a, b)
}
