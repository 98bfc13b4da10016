/**
 * OAuth states that we issue: 256 random bits, one use, ten minutes, kept as a keyed hash with everything that must
 * still be true when the person comes back. A state of the caller's own is none of these and is never looked up.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { calculatePKCECodeChallenge, generateRandomCodeVerifier } from 'oauth4webapi'
import type { Clock } from '../../core/clock.ts'
import { PlatformError } from '../../core/errors.ts'
import type { Database } from '../../storage/database.ts'
import type { Vault } from '../../vault/seal.ts'
import { sealContext } from '../../vault/sealed-columns.ts'
import {
  findReturningState,
  findState,
  forgetOldStates,
  insertState,
  spendState,
  type OAuthStateRow,
} from './state-store.ts'

const lifeMs = 10 * 60_000
/** Tells our states from a caller's, so that an old one of ours gets a clear answer. */
const shape = /^hws_[A-Za-z0-9_-]{43}$/

export interface StateOwner {
  organizationId: number
  userId: number
}

export interface IssuedState {
  state: string
  /** Under which the state is kept. */
  stateHash: Buffer
  expiresAt: Date
  /** Set when PKCE is used. */
  codeChallenge: string | undefined
  /** For a cookie of the browser that starts, so that we know it again. */
  browserSecret: string
}

/** What is known of a returning state. */
export interface KnownState {
  owner: StateOwner
  connectorKey: string
  redirectUri: string
  callerState: string | undefined
  verifier: string | undefined
  /** The session of the connect widget that began. */
  connectSessionId: string | undefined
}

export interface OAuthStates {
  issue(request: {
    owner: StateOwner
    connectorKey: string
    redirectUri: string
    callerState: string | undefined
    pkce: boolean
    connectSessionId?: string
  }): Promise<IssuedState>
  /**
   * Checks and uses up a state that we issued. Answers undefined for a state that is not ours, and throws
   * oauth_code_refused for one of ours that is unknown, expired, used, or belongs to another connector or organization.
   */
  spend(
    organizationId: number,
    connectorKey: string,
    state: string | undefined,
  ): Promise<KnownState | undefined>
  /** Looks without using up, for the landing page. Undefined when it is not ours, expired or used. */
  peek(
    connectorKey: string,
    state: string,
    browserSecret: string | undefined,
  ): Promise<{ known: KnownState; stateHash: Buffer; sameBrowser: boolean } | undefined>
  isOurs(state: string): boolean
}

export interface StatesParts {
  database: Database
  vault: Vault
  clock: Clock
}

export function createOAuthStates({ database, vault, clock }: StatesParts): OAuthStates {
  const hashOf = (state: string) => vault.lookupHash('oauth-state', state)

  function known(row: OAuthStateRow): KnownState {
    const { organization_id: organizationId, user_id: userId } = row
    if (organizationId === null || userId === null) throw new Error('A state belongs to nobody')
    const context = sealContext('oauth_states', organizationId, row.state_hash)
    return {
      owner: { organizationId, userId },
      connectorKey: row.connector_key,
      redirectUri: row.redirect_uri,
      callerState: row.caller_state ?? undefined,
      verifier: row.verifier_sealed === null ? undefined : vault.open(row.verifier_sealed, context),
      connectSessionId: row.connect_session_id ?? undefined,
    }
  }

  return {
    isOurs: (state) => shape.test(state),
    async issue({ owner, connectorKey, redirectUri, callerState, pkce, connectSessionId }) {
      const now = new Date(clock.now())
      await forgetOldStates(database.db, now)
      const state = `hws_${randomBytes(32).toString('base64url')}`
      const verifier = pkce ? generateRandomCodeVerifier() : undefined
      const browserSecret = randomBytes(32).toString('base64url')
      const { organizationId, userId } = owner
      const stateHash = hashOf(state)
      const expiresAt = new Date(now.getTime() + lifeMs)
      await insertState(database.db, organizationId, {
        state_hash: stateHash,
        user_id: userId,
        connector_key: connectorKey,
        redirect_uri: redirectUri,
        caller_state: callerState ?? null,
        verifier_sealed:
          verifier === undefined
            ? null
            : vault.seal(verifier, sealContext('oauth_states', organizationId, stateHash)),
        browser_hash: browserHash(browserSecret),
        expires_at: expiresAt,
        connect_session_id: connectSessionId ?? null,
      })
      const codeChallenge =
        verifier === undefined ? undefined : await calculatePKCECodeChallenge(verifier)
      return { state, stateHash, expiresAt, codeChallenge, browserSecret }
    },
    async spend(organizationId, connectorKey, state) {
      if (state === undefined || !shape.test(state)) return undefined
      const now = new Date(clock.now())
      const stateHash = hashOf(state)
      const row = await findState(database.db, organizationId, stateHash, now)
      const fits = row !== undefined && row.connector_key === connectorKey
      if (!fits || !(await spendState(database.db, organizationId, stateHash, now))) {
        throw new PlatformError(
          'oauth_code_refused',
          'The state of this authorization has expired, was used already, or belongs to another connector. Get a new authorize URL and start again',
          { details: [{ path: '/providerData/state', message: 'is not a state in force' }] },
        )
      }
      return known(row)
    },
    async peek(connectorKey, state, browserSecret) {
      if (!shape.test(state)) return undefined
      const row = await findReturningState(database.db, hashOf(state), new Date(clock.now()))
      if (row === undefined || row.connector_key !== connectorKey) return undefined
      return {
        known: known(row),
        stateHash: row.state_hash,
        sameBrowser: isSameBrowser(row.browser_hash, browserSecret),
      }
    },
  }
}

function browserHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

function isSameBrowser(stored: Buffer | null, secret: string | undefined): boolean {
  return stored !== null && secret !== undefined && timingSafeEqual(stored, browserHash(secret))
}
