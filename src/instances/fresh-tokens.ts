/** Gets new tokens while an instance is made or authenticated again, and reads from them whose they are. */
import type { Connector } from '../catalog/connector.ts'
import { PlatformError } from '../core/errors.ts'
import { oauth2 } from './authentication-type.ts'
import { inForce, throwIfMissing, type KeptValues } from './configuration.ts'
import type { InstanceRequest } from './instance-request.ts'
import { codeRequired } from './oauth/exchange.ts'
import { landingPage } from './oauth/landing-page.ts'
import { oauthClient, type VendorApp } from './oauth/oauth-client.ts'
import { refreshFailure } from './oauth/refresh-failure.ts'
import type { TokenAnswer } from './oauth/token-answer.ts'
import type { Plan } from './provision-plan.ts'
import type { InstanceRoom } from './room.ts'
import { refreshTokenKey } from './shared-tokens.ts'

/** The vendor authorized another account than the one that was expected. */
export class WrongAccount extends PlatformError {}

/** New tokens from a code or from a refresh token that the caller brought; undefined when there is nothing to fetch. */
export async function freshTokens(
  room: InstanceRoom,
  organizationId: number,
  connector: Connector,
  plan: Plan,
  app: VendorApp | undefined,
  request: InstanceRequest,
): Promise<TokenAnswer | undefined> {
  if (plan.authenticationType !== oauth2) return undefined
  const configuration = inForce(plan.kept, plan.entries)
  const providerData = request.providerData ?? new Map<string, string>()
  if (plan.hasCallback) {
    if (app === undefined) throwIfMissing(['oauth.api.key', 'oauth.api.secret'])
    else {
      return room.exchange.exchange({
        organizationId,
        connector,
        configuration,
        app,
        providerData,
        redirectUri: configuration['oauth.callback.url'],
        defaultRedirectUri: landingPage(room.publicUrl(), connector),
      })
    }
  }
  if (plan.external) return tokensFromCaller(room, connector, plan, app, request)
  if (plan.isNew) throw new PlatformError('oauth_code_required', codeRequired)
  return undefined
}

async function tokensFromCaller(
  room: InstanceRoom,
  connector: Connector,
  plan: Plan,
  app: VendorApp | undefined,
  request: InstanceRequest,
): Promise<TokenAnswer | undefined> {
  const refreshToken = plan.kept.get(refreshTokenKey) ?? undefined
  if (refreshToken === undefined) return undefined
  const brought = request.configuration?.get(refreshTokenKey) ?? undefined
  if (app === undefined || brought !== refreshToken) return undefined
  const client = oauthClient(connector, inForce(plan.kept, plan.entries), app)
  try {
    return await room.tokenEndpoint.refresh(client, refreshToken)
  } catch (error) {
    throw refusedAtStart(refreshFailure(error))
  }
}

/** The caller's own refresh token is a wrong input, not a failing gateway. */
function refusedAtStart(error: PlatformError): PlatformError {
  if (error.code !== 'vendor_unauthorized') return error
  return new PlatformError(
    'vendor_unauthorized',
    'The vendor did not accept oauth.user.refresh_token with this client id and secret',
    {
      cause: error,
      ...(error.providerMessage === undefined ? {} : { providerMessage: error.providerMessage }),
    },
  )
}

/** Adds the tokens, and what the answer says about the account; refuses an answer for another account. */
export function withTokenAnswer(
  connector: Connector,
  kept: KeptValues,
  tokens: KeptValues | undefined,
  answer: TokenAnswer | undefined,
  request: InstanceRequest,
): KeptValues {
  if (tokens === undefined || answer === undefined) return kept
  const next = new Map([...kept, ...tokens])
  // A grant without a refresh token must not keep the one of the grant before.
  if (answer.refreshToken === undefined && request.providerData?.has('code') === true) {
    next.set(refreshTokenKey, null)
  }
  const accountKey = connector.element.hubwright?.accountKey
  const fields = Object.entries(connector.element.hubwright?.oauth?.answer ?? {})
  for (const [key, field] of fields) {
    const value = answer.members.get(field) ?? request.providerData?.get(field)
    if (value === undefined) continue
    const expected = kept.get(key) ?? undefined
    if (key === accountKey && expected !== undefined && expected !== value) {
      throw new WrongAccount(
        'oauth_code_refused',
        `The authorization is for another account than this instance: '${key}' is '${expected}', the vendor answered '${value}'. Authorize with the right account, or make a new instance for the other one`,
        { details: [{ path: `/configuration/${key}`, message: `the vendor answered '${value}'` }] },
      )
    }
    next.set(key, value)
  }
  if (accountKey !== undefined && (next.get(accountKey) ?? '') === '') {
    throw new PlatformError(
      'vendor_answer_unreadable',
      `The vendor gave a token but did not say for which account ('${accountKey}'). Start the authorization again`,
    )
  }
  return next
}
