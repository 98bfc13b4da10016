import { randomBytes } from 'node:crypto'
import { EcwidError } from './errors.ts'
import { allScopes } from './scopes.ts'
import { seedStore, type SeedCounts } from './seed.ts'
import type { StoreSettings } from './settings.ts'
import { type Announce, Store } from './store.ts'
import type { Endpoint } from './webhook-endpoint.ts'

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
interface StoreRequest extends Partial<SeedCounts> {
  readonly storeId: number
  readonly seed?: number | string | undefined
  readonly settings?: Partial<StoreSettings>
}

const codeLifeSeconds = 300

/** The store that is there from the start. */
export const mainStoreId = 1003

/** The app that is there from the start. */
const firstAppId = 'sandbox-app'

/** Its token of the main store, the same after every start, as platforms keep it. */
export const firstAppToken = `secret_sandbox_app_${mainStoreId}`

/** The app of tokens that no OAuth made: the owner copied them from the app's page. */
export const customAppId = 'sandbox-custom-app'

/** Everything the simulated vendor remembers: stores, apps, grants and tokens. */
export class World {
  readonly stores = new Map<number, Store>()
  readonly apps = new Map<string, App>()
  /** One for each app, whatever the store, by client id. */
  readonly appWebhooks = new Map<string, Endpoint>()
  readonly tokens = new Map<string, Token>()
  readonly grants = new Map<string, Grant>()
  readonly #now: () => number
  readonly #announce: Announce

  constructor(now: () => number, announce: Announce) {
    this.#now = now
    this.#announce = announce
    this.reset()
  }

  /** One store and one app that it has installed, as at the very start. */
  reset(): void {
    this.stores.clear()
    this.apps.clear()
    this.appWebhooks.clear()
    this.tokens.clear()
    this.grants.clear()
    this.apps.set(firstAppId, {
      clientId: firstAppId,
      clientSecret: 'sandbox-secret',
      name: 'Hubwright',
      redirectHosts: ['loopback', 'https'],
      scopes: allScopes,
    })
    this.createStore({ storeId: mainStoreId, settings: { storeName: 'Blue Door Pottery' } })
    const first = { storeId: mainStoreId, clientId: firstAppId, scopes: allScopes }
    this.issueToken({ ...first, value: firstAppToken })
  }

  /**
   * Makes a store, replacing one of the same number together with its tokens. It begins with the
   * token of a custom app, `secret_sandbox_<id>`, and with keys of the retired API.
   */
  createStore(request: StoreRequest): Store {
    const { storeId, seed, settings, ...counts } = request
    this.stores.get(storeId)?.close()
    for (const token of this.tokens.values()) {
      if (token.storeId === storeId) this.tokens.delete(token.value)
    }
    const store = new Store(storeId, settings ?? {}, { now: this.#now, announce: this.#announce })
    seedStore(store, seed ?? storeId, counts)
    const mark = storeId === mainStoreId ? '' : `-${storeId}`
    store.legacyKeys = { order: `sandbox-order-key${mark}`, product: `sandbox-product-key${mark}` }
    store.open()
    this.stores.set(storeId, store)
    const value = `secret_sandbox_${storeId}`
    this.issueToken({ storeId, clientId: customAppId, scopes: allScopes, value })
    return store
  }

  removeStore(storeId: number): void {
    this.stores.get(storeId)?.close()
    this.stores.delete(storeId)
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
    if (count > 0) {
      store.announce('application.uninstalled', String(store.id), undefined, clientId)
    }
    return count
  }

  /**
   * The store that a path or form names.
   * @throws 404 STORE_NOT_FOUND
   */
  store(idText: string): Store {
    const store = /^\d{1,15}$/.test(idText) ? this.stores.get(Number(idText)) : undefined
    if (store === undefined) {
      throw new EcwidError(404, 'STORE_NOT_FOUND', `Store ${idText} not found`, { storeId: idText })
    }
    return store
  }
}
