/**
 * Resources that accounts add to connectors of the catalog: each account sees its own, beside or in place of the
 * definition's, and its instances have them at once. Nothing here is asked by a warm hub call: an opened instance
 * holds the connector of its account, and is forgotten when `onChange` tells that it grew old.
 */
import type { Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import { PlatformError, type ErrorDetail } from '../core/errors.ts'
import type { Database } from '../storage/database.ts'
import type { Notices } from '../storage/notices.ts'
import type { Schema } from '../storage/schema.ts'
import { completedOwn, routeOf, withOwnResources, type OwnResource } from './account-overlay.ts'
import {
  accountResourcesChannel,
  deleteResource,
  extendedConnectors,
  insertResource,
  lockOwner,
  ownResourcesOf,
  revisionsOf,
  updateResource,
  type ResourceOwner,
} from './account-resource-store.ts'
import type { Connector } from './connector.ts'
import type { Resource } from './element.ts'
import { brokenWithout, checkOwnResource } from './own-resource-rules.ts'

/** Resources that one account may add to one connector. */
const mostOwn = 100
/** Characters of documents whose connectors are kept built. */
const mostKept = 20_000_000

export interface AccountResources {
  /** The connector as the account sees it; the connector itself when it added nothing. */
  connectorFor(owner: ResourceOwner, connector: Connector): Promise<Connector>
  /** Keys of the connectors that the account added to. */
  extendedBy(owner: ResourceOwner): Promise<readonly string[]>
  /**
   * Adds a resource and answers it completed. Throws invalid_definition with the place of every mistake, conflict
   * when the account has one of this method and path, forbidden where the connector takes none.
   */
  add(owner: ResourceOwner, connector: Connector, document: unknown): Promise<Resource>
  /**
   * Replaces an own resource by what `change` makes of the document that was posted; `completed` is the same with
   * defaults and ids. Throws not_found for the definition's resources, otherwise like `add`.
   */
  change(
    owner: ResourceOwner,
    connector: Connector,
    id: number,
    change: (document: Resource, completed: Resource) => unknown,
  ): Promise<Resource>
  /** Throws not_found for the definition's, conflict while another own resource goes on to it. */
  remove(owner: ResourceOwner, connector: Connector, id: number): Promise<void>
  /** Tells the id of an account whose resources changed, on whichever node. */
  onChange(listener: (accountId: number) => void): void
}

export interface AccountResourcesParts {
  readonly database: Database
  readonly notices: Pick<Notices, 'subscribe'>
  /** Reports a change in its transaction. */
  readonly report: (
    trx: Kysely<Schema>,
    owner: ResourceOwner,
    connectorKey: string,
  ) => Promise<void>
}

export async function createAccountResources(
  parts: AccountResourcesParts,
): Promise<AccountResources> {
  const { database } = parts
  const listeners: ((accountId: number) => void)[] = []
  const tell = (accountId: number) => {
    for (const listener of listeners) listener(accountId)
  }
  await parts.notices.subscribe(accountResourcesChannel, (payload) => tell(Number(payload)))
  const built = new BuiltConnectors(database)

  /** One change after the other; the own node knows at once, the others by the notice of the transaction. */
  async function changed<T>(
    owner: ResourceOwner,
    connector: Connector,
    work: (trx: Kysely<Schema>, own: readonly OwnResource[]) => Promise<T>,
  ): Promise<T> {
    const result = await database.transaction(async (trx) => {
      await lockOwner(trx, owner)
      const done = await work(trx, await ownResourcesOf(trx, owner, connector.key))
      await parts.report(trx, owner, connector.key)
      return done
    })
    tell(owner.accountId)
    return result
  }

  async function shown(owner: ResourceOwner, connector: Connector, id: number): Promise<Resource> {
    const { element } = await built.for(owner, connector)
    const resource = element.resources?.find((one) => one.id === id)
    if (resource !== undefined) return resource
    throw noResource(id)
  }

  return {
    connectorFor: (owner, connector) => built.for(owner, connector),
    extendedBy: (owner) => extendedConnectors(database.db, owner),
    async add(owner, connector, document) {
      refuseUnlessExtendable(connector)
      const id = await changed(owner, connector, (trx, own) => {
        if (own.length >= mostOwn) {
          throw new PlatformError(
            'conflict',
            `The account added ${mostOwn} resources to ${connector.key}, the most there may be: delete one first`,
          )
        }
        const resource = checked(connector, own, document)
        return insertResource(trx, owner, connector.key, freeRoute(own, resource), resource)
      })
      return shown(owner, connector, id)
    },
    async change(owner, connector, id, change) {
      await changed(owner, connector, async (trx, own) => {
        const kept = ownOf(own, id)
        const others = own.filter((one) => one.id !== id)
        const wanted = change(kept.document, completedOwn(connector, kept))
        const resource = checked(connector, others, wanted)
        await updateResource(trx, owner, id, freeRoute(others, resource), resource)
      })
      return shown(owner, connector, id)
    },
    remove: (owner, connector, id) =>
      changed(owner, connector, async (trx, own) => {
        const { document } = ownOf(own, id)
        const remaining = own.filter((one) => one.id !== id)
        const broken = brokenWithout(connector, remaining)
        if (broken.length > 0) {
          throw new PlatformError(
            'conflict',
            `${document.method} ${document.path} is needed: without it the deletion ${sentenceOf(broken)}`,
            { details: broken },
          )
        }
        await deleteResource(trx, owner, id)
      }),
    onChange: (listener) => void listeners.push(listener),
  }
}

/** Connectors with the resources of accounts, by what went into them: they can be superseded, but never be wrong. */
class BuiltConnectors {
  readonly #database: Database
  readonly #built = new LRUCache<string, Connector>({ maxSize: mostKept })

  constructor(database: Database) {
    this.#database = database
  }

  async for(owner: ResourceOwner, connector: Connector): Promise<Connector> {
    const { db } = this.#database
    const revisions = await revisionsOf(db, owner, connector.key)
    if (revisions.length === 0) return connector
    const known = this.#built.get(keyOf(connector, revisions))
    if (known !== undefined) return known
    const own = await ownResourcesOf(db, owner, connector.key)
    const made = withOwnResources(connector, own)
    const size = JSON.stringify(own).length
    if (own.length > 0) this.#built.set(keyOf(connector, own), made, { size })
    return made
  }
}

function keyOf(connector: Connector, own: readonly { id: number; revision: string }[]): string {
  return `${connector.key} ${own.map(({ id, revision }) => `${id}:${revision}`).join(' ')}`
}

function checked(
  connector: Connector,
  others: readonly OwnResource[],
  document: unknown,
): Resource {
  const { resource, errors } = checkOwnResource(connector, others, document)
  if (resource !== undefined) return resource
  throw new PlatformError('invalid_definition', `The resource ${sentenceOf(errors)}`, {
    details: errors,
  })
}

function sentenceOf(errors: readonly ErrorDetail[]): string {
  return errors.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')
}

function freeRoute(others: readonly OwnResource[], resource: Resource): string {
  const route = routeOf(resource)
  const taken = others.find(({ document }) => routeOf(document) === route)
  if (taken === undefined) return route
  throw new PlatformError(
    'conflict',
    `The account has a resource ${taken.document.method} ${taken.document.path} already, with ID ${taken.id}: change or delete it`,
  )
}

function ownOf(own: readonly OwnResource[], id: number): OwnResource {
  const found = own.find((one) => one.id === id)
  if (found !== undefined) return found
  throw noResource(id)
}

function noResource(id: number): PlatformError {
  return new PlatformError(
    'not_found',
    `Your account added no resource with ID ${id}; those of the connector itself cannot be changed`,
  )
}

function refuseUnlessExtendable(connector: Connector): void {
  if (connector.element.extendable !== false) return
  throw new PlatformError(
    'forbidden',
    `The connector ${connector.key} takes no resources of accounts`,
  )
}
