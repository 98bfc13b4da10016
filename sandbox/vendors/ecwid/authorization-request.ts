import { allScopes } from './scopes.ts'
import type { App, World } from './world.ts'

/** An authorisation request that may be shown to a store's owner. */
export interface AuthorizationRequest {
  readonly app: App
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly state: string | undefined
}

/** Why a request cannot be shown; the owner gets an error page, never a redirect. */
export class AuthorizationRefused extends Error {}

/** Judges the parameters of an authorisation request, in the order that a stranger could abuse them. */
export function readAuthorizationRequest(
  world: World,
  parameters: URLSearchParams,
): AuthorizationRequest {
  const clientId = parameters.get('client_id') ?? ''
  const app = world.apps.get(clientId)
  if (app === undefined) throw new AuthorizationRefused(`There is no app "${clientId}".`)
  const redirectUri = parameters.get('redirect_uri') ?? ''
  if (!isRegistered(app, redirectUri)) {
    throw new AuthorizationRefused(
      `The redirect address "${redirectUri}" does not belong to the app "${app.name}".`,
    )
  }
  if (parameters.get('response_type') !== 'code') {
    throw new AuthorizationRefused('The parameter response_type must be "code".')
  }
  const scopes = (parameters.get('scope') ?? '').split(/\s+/).filter((scope) => scope !== '')
  if (scopes.length === 0) throw new AuthorizationRefused('The parameter scope is empty.')
  for (const scope of scopes) {
    if (!allScopes.includes(scope)) throw new AuthorizationRefused(`There is no scope "${scope}".`)
    if (!app.scopes.includes(scope)) {
      throw new AuthorizationRefused(`The app "${app.name}" may not ask for "${scope}".`)
    }
  }
  return {
    app,
    redirectUri,
    scopes: [...new Set(scopes)],
    state: parameters.get('state') ?? undefined,
  }
}

function isRegistered(app: App, address: string): boolean {
  const url = URL.parse(address)
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hash !== '') return false
  if (url.username !== '' || url.password !== '') return false
  return app.redirectHosts.some((registered) => {
    if (registered === 'https') return url.protocol === 'https:'
    if (registered === 'loopback') return isLoopback(url.hostname)
    return registered === url.host || registered === url.hostname
  })
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
