import { EcwidError } from './errors.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Store } from './store.ts'
import type { Token, World } from './world.ts'

/** The token of a request, from the header or (older) the query. */
export function presentedToken(
  header: string | undefined,
  query: URLSearchParams,
): string | undefined {
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(header ?? '')?.[1]
  return bearer ?? query.get('token') ?? undefined
}

/** Scopes that a public token may use, whatever its app was granted. */
const publicScopes = new Set(['read_store_profile', 'read_catalog', 'create_orders'])

/**
 * Decides whether a request may act in a store, in the vendor's order: the store exists, the token
 * is one of it (403 otherwise, never 401), the plan allows the API (402), the limit is not used up,
 * the scope was granted.
 */
export function authorize(
  world: World,
  rateLimit: RateLimit,
  storeId: string | undefined,
  tokenText: string | undefined,
  scope: string | null,
): { readonly store: Store; readonly token: Token } {
  const store = world.store(storeId ?? '')
  const token = tokenText === undefined ? undefined : world.tokens.get(tokenText)
  if (token === undefined || token.storeId !== store.id) throw invalidToken()
  if (store.settings.suspended) {
    throw new EcwidError(402, 'STORE_IS_SUSPENDED', 'The store is suspended')
  }
  if (store.settings.plan === 'free') throw new EcwidError(402, undefined, '')
  rateLimit.spend(token, store.settings.rateLimitPerMinute)
  if (scope !== null && !mayUse(token, scope)) {
    throw new EcwidError(403, 'INSUFFICIENT_APP_SCOPE', `The app lacks the scope '${scope}'`, {
      scope,
    })
  }
  return { store, token }
}

/** Whether a token covers a scope. */
export function mayUse(token: Token, scope: string): boolean {
  if (token.kind === 'public') return publicScopes.has(scope)
  return token.scopes.has(scope)
}

/** The vendor's refusal of a missing, unknown or dead token: 403. */
export function invalidToken(): EcwidError {
  return new EcwidError(403, 'INVALID_API_TOKEN', 'The API token is invalid')
}
