import { randomBytes } from 'node:crypto'
import { EcwidError } from './errors.ts'
import { allScopes } from './scopes.ts'
import { seedStore, type SeedCounts } from './seed.ts'
import type { StoreSettings } from './settings.ts'
import { type Announce, Store } from './store.ts'

/** An app as the vendor's marketplace knows it. */
export interface App {
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
  /**
   * Where codes may be sent: a host with or without port, `loopback` (any port of this machine),
   * or `https` (any host by https).
   */
  readonly redirectHosts: readonly string[]
  /** Scopes that the app may ask for. */
  readonly scopes: readonly string[]
}

/** A token that a store's owner granted to an app. */
export interface Token {
  readonly value: string
  readonly kind: 'secret' | 'public'
  readonly storeId: number
  readonly clientId: string
  readonly scopes: ReadonlySet<string>
  /** Unix seconds. */
  readonly createdAt: number
}

/** A code on its way from the consent page to the token request. */
export interface Grant {
  readonly code: string
  readonly clientId: string
  readonly redirectUri: string
  readonly storeId: number
  readonly scopes: readonly string[]
  readonly expiresAt: number
  /** Tokens issued for it; a second exchange ends them. */
  readonly tokens: string[]
}

/** What a new store is made from. */
export interface StoreRequest extends Partial<SeedCounts> {
  readonly storeId: number
  readonly seed?: number | string | undefined
  readonly settings?: Partial<StoreSettings>
}

const codeLifeSeconds = 300

/** Everything the simulated vendor remembers: stores, apps, grants and tokens. */
export class World {
  readonly stores = new Map<number, Store>()
  readonly apps = new Map<string, App>()
  readonly tokens = new Map<string, Token>()
  readonly grants = new Map<string, Grant>()
  readonly #now: () => number
  readonly #announce: Announce

  constructor(now: () => number, announce: Announce) {
    this.#now = now
    this.#announce = announce
    this.reset()
  }

  /** One store and one app, as at the very start. */
  reset(): void {
    this.stores.clear()
    this.apps.clear()
    this.tokens.clear()
    this.grants.clear()
    this.apps.set('sandbox-app', {
      clientId: 'sandbox-app',
      clientSecret: 'sandbox-secret',
      name: 'Hubwright',
      redirectHosts: ['loopback', 'https'],
      scopes: allScopes,
    })
    const store = this.createStore({ storeId: 1003, settings: { storeName: 'Blue Door Pottery' } })
    store.legacyKeys = { order: 'sandbox-order-key', product: 'sandbox-product-key' }
    this.issueToken({
      storeId: 1003,
      clientId: 'sandbox-custom-app',
      scopes: allScopes,
      value: 'secret_sandbox_1003',
    })
  }

  /** Makes a store, replacing one of the same number together with its tokens. */
  createStore(request: StoreRequest): Store {
    const { storeId, seed, settings, ...counts } = request
    for (const token of this.tokens.values()) {
      if (token.storeId === storeId) this.tokens.delete(token.value)
    }
    const store = new Store(storeId, settings ?? {}, { now: this.#now, announce: this.#announce })
    seedStore(store, seed ?? storeId, counts)
    store.open()
    this.stores.set(storeId, store)
    return store
  }

  nowSeconds(): number {
    return Math.floor(this.#now() / 1000)
  }

  createGrant(grant: Omit<Grant, 'code' | 'expiresAt' | 'tokens'>): Grant {
    const complete = {
      ...grant,
      code: `temp_${randomBytes(18).toString('base64url')}`,
      expiresAt: this.nowSeconds() + codeLifeSeconds,
      tokens: [],
    }
    this.grants.set(complete.code, complete)
    return complete
  }

  issueToken(token: {
    readonly storeId: number
    readonly clientId: string
    readonly scopes: Iterable<string>
    readonly kind?: 'secret' | 'public'
    readonly value?: string
  }): Token {
    const kind = token.kind ?? 'secret'
    const complete: Token = {
      storeId: token.storeId,
      clientId: token.clientId,
      kind,
      value: token.value ?? `${kind}_${randomBytes(24).toString('base64url')}`,
      // The vendor grants this one to everybody.
      scopes: new Set(['read_store_profile', ...token.scopes]),
      createdAt: this.nowSeconds(),
    }
    if (this.tokens.has(complete.value)) throw new Error('This token exists already')
    this.tokens.set(complete.value, complete)
    return complete
  }

  revoke(value: string): boolean {
    return this.tokens.delete(value)
  }

  /** Ends every token of an app in a store; returns how many there were. */
  revokeApp(storeId: number, clientId: string): number {
    let count = 0
    for (const token of this.tokens.values()) {
      if (token.storeId === storeId && token.clientId === clientId) {
        this.tokens.delete(token.value)
        count += 1
      }
    }
    return count
  }

  /** Removes an app from a store: its tokens die and the webhook tells so. */
  uninstall(store: Store, clientId: string): number {
    const count = this.revokeApp(store.id, clientId)
    if (count > 0) store.announce('application.uninstalled', String(store.id))
    return count
  }

  store(id: number): Store {
    const store = this.stores.get(id)
    if (store === undefined) {
      throw new EcwidError(404, 'STORE_NOT_FOUND', `Store ${id} not found`, { storeId: String(id) })
    }
    return store
  }
}
