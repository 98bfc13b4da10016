/**
 * Vendor apps: client id and secret at a vendor, once for an organization and connector, used where a request carries
 * none. The nearest one wins: the request's, then the organization's, then the platform's own.
 */
import type { AuditEntry, AuditTrail } from '../accounts/audit-trail.ts'
import type { Connector } from '../catalog/connector.ts'
import { mask } from '../catalog/secret-entries.ts'
import { PlatformError } from '../core/errors.ts'
import type { Database } from '../storage/database.ts'
import type { Vault } from '../vault/seal.ts'
import { sealContext } from '../vault/sealed-columns.ts'
import type { ConnectorSource } from './connector-source.ts'
import { authenticationTypeKey, isOAuthType } from './authentication-type.ts'
import { refusalOfUrl } from './configuration-values.ts'
import { isoSeconds } from './iso-seconds.ts'
import type { VendorApp } from './oauth/oauth-client.ts'
import { checkText } from './plain-text.ts'
import {
  deleteVendorApp,
  findVendorApp,
  listVendorApps,
  saveVendorApp,
  type VendorAppRow,
} from './vendor-app-store.ts'

/** A vendor app as answers show it; the client secret never leaves. */
export interface VendorAppView {
  connector: string
  clientId: string
  clientSecret: typeof mask
  callbackUrl?: string
  scope?: string
  createdDate: string
  updatedDate: string
}

export interface VendorAppInput {
  clientId: string
  /** `********` or absent keeps the stored one. */
  clientSecret?: string | undefined
  callbackUrl?: string | undefined
  scope?: string | undefined
}

export interface VendorApps {
  list(organizationId: number): Promise<VendorAppView[]>
  /** Throws not_found. */
  get(organizationId: number, connectorKey: string): Promise<VendorAppView>
  /** Creates or replaces. Throws not_found for an unknown connector, oauth_not_supported, invalid_request. */
  put(organizationId: number, connectorKey: string, input: VendorAppInput): Promise<VendorAppView>
  /** Throws not_found. */
  remove(organizationId: number, connectorKey: string): Promise<void>
  /** The app that serves a connector when a request names none; undefined when there is none. */
  preset(organizationId: number | undefined, connector: Connector): Promise<VendorApp | undefined>
}

export interface VendorAppsParts {
  database: Database
  vault: Vault
  catalog: ConnectorSource
  audit: AuditTrail
}

export function createVendorApps({ database, vault, catalog, audit }: VendorAppsParts): VendorApps {
  const secretOf = (row: VendorAppRow) =>
    vault.open(
      row.client_secret_sealed,
      sealContext('vendor_apps', row.organization_id, row.connector_key),
    )

  async function row(organizationId: number, connectorKey: string): Promise<VendorAppRow> {
    const key = catalog.get(connectorKey)?.key ?? connectorKey
    const found = await findVendorApp(database.db, organizationId, key)
    if (found !== undefined) return found
    throw new PlatformError('not_found', `No vendor app found for connector '${connectorKey}'`)
  }

  return {
    list: async (organizationId) => (await listVendorApps(database.db, organizationId)).map(view),
    get: async (organizationId, connectorKey) => view(await row(organizationId, connectorKey)),
    async put(organizationId, connectorKey, input) {
      const connector = oauthConnector(catalog, connectorKey)
      checkInput(input)
      const stored = await findVendorApp(database.db, organizationId, connector.key)
      const keeps = input.clientSecret === undefined || input.clientSecret === mask
      if (keeps && stored === undefined) {
        throw new PlatformError(
          'invalid_request',
          'clientSecret is required for a new vendor app',
          {
            details: [{ path: '/clientSecret', message: 'is required' }],
          },
        )
      }
      const context = sealContext('vendor_apps', organizationId, connector.key)
      const sealed =
        keeps && stored !== undefined
          ? stored.client_secret_sealed
          : vault.seal(input.clientSecret ?? '', context)
      const saved = await database.transaction(async (trx) => {
        await audit.record(trx, appEvent(organizationId, 'vendor-app.saved', connector.key))
        return saveVendorApp(trx, organizationId, {
          connector_key: connector.key,
          client_id: input.clientId,
          client_secret_sealed: sealed,
          callback_url: input.callbackUrl ?? null,
          scope: input.scope ?? null,
        })
      })
      return view(saved)
    },
    async remove(organizationId, connectorKey) {
      const { connector_key: key } = await row(organizationId, connectorKey)
      await database.transaction(async (trx) => {
        await deleteVendorApp(trx, organizationId, key)
        await audit.record(trx, appEvent(organizationId, 'vendor-app.removed', key))
      })
    },
    async preset(organizationId, connector) {
      const own =
        organizationId === undefined
          ? undefined
          : await findVendorApp(database.db, organizationId, connector.key)
      if (own !== undefined) {
        return {
          clientId: own.client_id,
          clientSecret: secretOf(own),
          callbackUrl: own.callback_url ?? undefined,
          scope: own.scope ?? undefined,
          owner: 'organization',
        }
      }
      if (connector.platformApp === undefined) return undefined
      return {
        ...connector.platformApp,
        callbackUrl: undefined,
        scope: undefined,
        owner: 'platform',
      }
    },
  }
}

function appEvent(organizationId: number, action: string, connectorKey: string): AuditEntry {
  return { organizationId, area: 'elements', action, entityId: connectorKey }
}

function oauthConnector(catalog: ConnectorSource, connectorKey: string): Connector {
  const connector = catalog.get(connectorKey)
  if (connector === undefined) {
    throw new PlatformError('not_found', `No element found with key or ID '${connectorKey}'`)
  }
  if (!connector.authenticationTypes.some(isOAuthType)) {
    throw new PlatformError(
      'oauth_not_supported',
      `The connector '${connector.key}' does not use OAuth (${authenticationTypeKey(connector)}: ${connector.authenticationTypes.join(', ')}), so it needs no vendor app`,
    )
  }
  return connector
}

function checkInput(input: VendorAppInput): void {
  const wrong = (path: string, message: string) => {
    throw new PlatformError('invalid_request', `'${path}' ${message}`, {
      details: [{ path, message }],
    })
  }
  for (const path of ['clientId', 'clientSecret', 'callbackUrl', 'scope'] as const) {
    const value = input[path]
    if (value !== undefined) checkText(`/${path}`, value, 10_000)
  }
  if (input.clientId.trim() === '') wrong('/clientId', 'must not be empty')
  if (input.clientSecret === '') wrong('/clientSecret', 'must not be empty')
  const refusal = input.callbackUrl === undefined ? undefined : refusalOfUrl(input.callbackUrl)
  if (refusal !== undefined) wrong('/callbackUrl', refusal)
}

function view(row: VendorAppRow): VendorAppView {
  return {
    connector: row.connector_key,
    clientId: row.client_id,
    clientSecret: mask,
    ...(row.callback_url === null ? {} : { callbackUrl: row.callback_url }),
    ...(row.scope === null ? {} : { scope: row.scope }),
    createdDate: isoSeconds(row.created_at),
    updatedDate: isoSeconds(row.updated_at),
  }
}
