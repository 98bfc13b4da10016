/** Turns an OAuth code into tokens, at most once for each code. */
import type { Connector } from '../../catalog/connector.ts'
import { PlatformError } from '../../core/errors.ts'
import type { Database } from '../../storage/database.ts'
import type { Vault } from '../../vault/seal.ts'
import { codeFailure } from './code-failure.ts'
import { oauthClient, type OAuthClient, type VendorApp } from './oauth-client.ts'
import { forgetCode, recordCode } from './state-store.ts'
import type { OAuthStates } from './states.ts'
import type { TokenAnswer } from './token-answer.ts'
import { nothingWasSent, TokenRefused, type TokenEndpoint } from './token-endpoint.ts'

export const codeRequired =
  'You must provide an OAuth code in order to create an instance of this element'

export interface ExchangeRequest {
  organizationId: number
  connector: Connector
  configuration: Readonly<Record<string, string>>
  app: VendorApp
  /** What the vendor put into the callback. */
  providerData: ReadonlyMap<string, string>
  /** `oauth.callback.url` in force; a flow of our own knows better with which one it began. */
  redirectUri: string | undefined
  /** Where flows of our own come back. */
  defaultRedirectUri: string
}

export interface CodeExchange {
  /**
   * Throws oauth_denied, oauth_code_required, oauth_code_refused, vendor_unauthorized (client refused) or a coded
   * vendor failure. After a failure that leaves open whether the code was used, the code is not taken again.
   */
  exchange(request: ExchangeRequest): Promise<TokenAnswer>
}

export interface ExchangeParts {
  database: Database
  vault: Vault
  states: OAuthStates
  tokenEndpoint: TokenEndpoint
}

export function createCodeExchange(parts: ExchangeParts): CodeExchange {
  return { exchange: (request) => exchange(parts, request) }
}

async function exchange(parts: ExchangeParts, request: ExchangeRequest): Promise<TokenAnswer> {
  const { database, states, tokenEndpoint, vault } = parts
  const { organizationId, connector, app, providerData } = request
  const client = oauthClient(connector, request.configuration, app)
  const callback = callbackOf(providerData)
  const code = callback.get('code')
  if (code === null && !callback.has('error'))
    throw new PlatformError('oauth_code_required', codeRequired)
  const state = await states.spend(organizationId, connector.key, providerData.get('state'))
  const grant = {
    callback,
    redirectUri:
      state?.redirectUri ?? request.redirectUri ?? app.callbackUrl ?? request.defaultRedirectUri,
    verifier: state?.verifier,
  }
  if (code === null || callback.has('error'))
    return asCoded(() => tokenEndpoint.exchangeCode(client, grant))
  const codeHash = vault.lookupHash(
    'oauth-code',
    JSON.stringify([connector.key, app.clientId, code]),
  )
  if (!(await recordCode(database.db, organizationId, connector.key, codeHash))) throw usedAlready()
  try {
    return await tokenEndpoint.exchangeCode(client, grant)
  } catch (error) {
    if (isCodeUntouched(error, client)) await forgetCode(database.db, organizationId, codeHash)
    throw codeFailure(error)
  }
}

async function asCoded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw codeFailure(error)
  }
}

/** The members that belong to the protocol (RFC 6749, section 4.1.2; RFC 9207). */
function callbackOf(providerData: ReadonlyMap<string, string>): URLSearchParams {
  const callback = new URLSearchParams()
  for (const name of ['code', 'error', 'error_description', 'iss']) {
    const value = providerData.get(name)
    if (value !== undefined && value.trim() !== '') callback.set(name, value)
  }
  return callback
}

/** True when the vendor surely did not look at the code, so that it may be sent again. */
function isCodeUntouched(error: unknown, client: OAuthClient): boolean {
  if (nothingWasSent(error)) return true
  if (!(error instanceof TokenRefused)) return false
  const { status, word } = error.failure
  if (status === 429 || word === 'invalid_client') return true
  return status >= 500 && !client.codeReuseRevokes
}

function usedAlready(): PlatformError {
  return new PlatformError(
    'oauth_code_refused',
    'This OAuth code was sent to the vendor before and is not sent again: a code is good for one use, and a second one can revoke its token. Send the person to the authorize URL again and use the new code',
    { details: [{ path: '/providerData/code', message: 'was used before' }] },
  )
}
