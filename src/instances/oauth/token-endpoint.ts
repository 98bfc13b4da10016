/**
 * The conversations with a vendor's token and revocation endpoints (RFC 6749, sections 4.1.3 and 6; RFC 7009).
 * The protocol is oauth4webapi's; ours are the way out (the Sender with its guards), the lenient reading of answers
 * before the library judges them, and the coded errors.
 */
import {
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  AuthorizationResponseError,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  nopkce,
  processAuthorizationCodeResponse,
  processRefreshTokenResponse,
  processRevocationResponse,
  refreshTokenGrantRequest,
  revocationRequest,
  skipStateCheck,
  validateAuthResponse,
  type AuthorizationServer,
  type Client,
  type ClientAuth,
} from 'oauth4webapi'
import { mask } from '../../catalog/secret-entries.ts'
import { PlatformError } from '../../core/errors.ts'
import { SendError, type Sender } from '../../net/sender.ts'
import type { OAuthClient } from './oauth-client.ts'
import { readTokenAnswer, type TokenAnswer, type TokenFailure } from './token-answer.ts'

/** Longest a vendor may take for a token, in milliseconds; shorter than the lease of a refresh. */
const tokenTimeoutMs = 20_000

/** Longest a vendor may take to take a token back; it holds up a delete. */
const revokeTimeoutMs = 5_000

/** The vendor answered, and the answer is no. `word` is its OAuth error code. */
export class TokenRefused extends Error {
  readonly failure: TokenFailure
  readonly retryAfter: string | undefined

  constructor(failure: TokenFailure, retryAfter: string | undefined) {
    super(`The token endpoint answered ${failure.status} ${failure.word ?? ''}`.trim())
    this.name = 'TokenRefused'
    this.failure = failure
    this.retryAfter = retryAfter
  }
}

export interface CodeGrant {
  /** What the vendor put into the callback: code, perhaps iss. */
  readonly callback: URLSearchParams
  readonly redirectUri: string
  readonly verifier: string | undefined
}

export interface TokenEndpoint {
  /** Throws TokenRefused, SendError, or `oauth_denied` when the callback holds an error. Never repeats itself. */
  exchangeCode(client: OAuthClient, grant: CodeGrant): Promise<TokenAnswer>
  /** Throws TokenRefused or SendError. Never repeats itself. */
  refresh(client: OAuthClient, refreshToken: string): Promise<TokenAnswer>
  /** Gives a token back; answers nothing. Throws when the vendor refuses or cannot be reached. */
  revoke(client: OAuthClient, token: string, kind: 'access_token' | 'refresh_token'): Promise<void>
}

export function createTokenEndpoint(sender: Sender): TokenEndpoint {
  return {
    async exchangeCode(client, grant) {
      const server = serverOf(client, client.tokenUrl, grant.callback.get('iss') ?? undefined)
      const parameters = judgedCallback(server, client, grant.callback)
      const call = new TokenCall(sender, client)
      const response = await authorizationCodeGrantRequest(
        server,
        clientOf(client),
        authenticationOf(client),
        parameters,
        grant.redirectUri,
        grant.verifier ?? nopkce,
        call.options(),
      )
      await processAuthorizationCodeResponse(server, clientOf(client), response)
      return call.answer()
    },
    async refresh(client, refreshToken) {
      const server = serverOf(client, client.refreshUrl, undefined)
      const call = new TokenCall(sender, client)
      const response = await refreshTokenGrantRequest(
        server,
        clientOf(client),
        authenticationOf(client),
        refreshToken,
        call.options(),
      )
      await processRefreshTokenResponse(server, clientOf(client), response)
      return call.answer()
    },
    async revoke(client, token, kind) {
      if (client.revokeUrl === undefined) return
      const server = {
        ...serverOf(client, client.tokenUrl, undefined),
        revocation_endpoint: client.revokeUrl.href,
      }
      const response = await revocationRequest(
        server,
        clientOf(client),
        authenticationOf(client),
        token,
        {
          [customFetch]: async (url, { body, headers }) => {
            const answer = await post(sender, url, headers, body, revokeTimeoutMs)
            // Some vendors answer 204 to what the RFC answers with 200.
            const done = answer.status >= 200 && answer.status < 300
            return new Response(null, { status: done ? 200 : answer.status })
          },
          [allowInsecureRequests]: client.allowHttp,
          additionalParameters: { token_type_hint: kind },
        },
      )
      await processRevocationResponse(response)
    },
  }
}

/** One call of the token endpoint: sends it, and keeps what the answer said besides the library's fields. */
class TokenCall {
  readonly #sender: Sender
  readonly #client: OAuthClient
  #answer: TokenAnswer | undefined

  constructor(sender: Sender, client: OAuthClient) {
    this.#sender = sender
    this.#client = client
  }

  options() {
    return {
      [customFetch]: (
        url: string,
        { body, headers }: { body: URLSearchParams; headers: Record<string, string> },
      ) => this.#send(url, headers, body),
      [allowInsecureRequests]: this.#client.allowHttp,
    }
  }

  answer(): TokenAnswer {
    if (this.#answer === undefined) throw new Error('The token endpoint was not called')
    return this.#answer
  }

  async #send(
    url: string,
    headers: Record<string, string>,
    body: URLSearchParams,
  ): Promise<Response> {
    const answer = await post(this.#sender, url, headers, body, tokenTimeoutMs)
    const outcome = readTokenAnswer(answer)
    if ('failure' in outcome) {
      throw new TokenRefused(
        { ...outcome.failure, message: masked(outcome.failure.message, this.#client, body) },
        answer.headers['retry-after'],
      )
    }
    this.#answer = outcome.token
    return conformed(outcome.token)
  }
}

/** What was read, in the one form that the RFC knows, for the library to judge. */
function conformed(token: TokenAnswer): Response {
  return Response.json({
    access_token: token.accessToken,
    // Vendors leave it out or write it in every case; other kinds are told apart by the connector's own words.
    token_type: 'bearer',
    ...(token.refreshToken === undefined ? {} : { refresh_token: token.refreshToken }),
    ...(token.expiresIn === undefined ? {} : { expires_in: token.expiresIn }),
    ...(token.scope === undefined ? {} : { scope: token.scope }),
  })
}

async function post(
  sender: Sender,
  url: string,
  headers: Record<string, string>,
  body: URLSearchParams,
  timeoutMs: number,
) {
  return sender.send({
    method: 'POST',
    url,
    headers,
    body: body.toString(),
    timeoutMs,
    maxBytes: 1_000_000,
  })
}

/** RFC 9207: an `iss` that comes back must be the server we sent the person to. */
function serverOf(
  client: OAuthClient,
  tokenUrl: URL,
  iss: string | undefined,
): AuthorizationServer {
  const own = (client.authorizationUrl ?? tokenUrl).origin
  const sameServer = iss !== undefined && URL.parse(iss)?.origin === own
  return { issuer: sameServer ? iss : own, token_endpoint: tokenUrl.href }
}

function clientOf(client: OAuthClient): Client {
  return { client_id: client.app.clientId }
}

function authenticationOf(client: OAuthClient): ClientAuth {
  const { clientSecret } = client.app
  return client.basicHeader ? ClientSecretBasic(clientSecret) : ClientSecretPost(clientSecret)
}

function judgedCallback(
  server: AuthorizationServer,
  client: OAuthClient,
  callback: URLSearchParams,
): URLSearchParams {
  try {
    return validateAuthResponse(server, clientOf(client), callback, skipStateCheck)
  } catch (error) {
    if (error instanceof AuthorizationResponseError) {
      throw new PlatformError(
        'oauth_denied',
        `The authorization was refused at the vendor (${error.error}). Start again with the authorize URL when access is wanted`,
        { cause: error, providerMessage: error.error_description ?? error.error },
      )
    }
    throw new PlatformError(
      'oauth_code_refused',
      'The answer of the authorization does not come from the server that was asked (iss)',
      { cause: error },
    )
  }
}

/** A vendor that repeats what it was sent must not make us repeat a secret. */
function masked(
  message: string | undefined,
  client: OAuthClient,
  body: URLSearchParams,
): string | undefined {
  let text = message
  const secrets = [client.app.clientSecret, body.get('refresh_token'), body.get('code')]
  for (const secret of secrets) {
    if (secret !== null && secret !== '') text = text?.replaceAll(secret, mask)
  }
  return text
}

/** True for a failure before anything was sent, after which the same request is as good as new. */
export function nothingWasSent(error: unknown): boolean {
  return error instanceof SendError && error.stage === 'before'
}
