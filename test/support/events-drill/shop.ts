/** What the drills on a server share: a folder, the vendor, the receiver, and instances between the two. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCustomerApp, type CustomerApp } from './customer-app.ts'
import type { DrillServer } from './drill-server.ts'
import { startTeller, type Teller } from './teller.ts'
import { tellerSecret, writeTeller } from './teller-definition.ts'

export interface Shop {
  readonly folder: string
  readonly teller: Teller
  readonly app: CustomerApp
  /** For servers. */
  readonly env: Readonly<Record<string, string>>
  /** Connects an account of the vendor, told on to the receiver. Answers its id. */
  connect(
    server: DrillServer,
    account: string,
    more?: Readonly<Record<string, string>>,
  ): Promise<number>
  close(): Promise<void>
}

export async function openShop(vendor: Parameters<typeof startTeller>[0] = {}): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-drill-'))
  const teller = await startTeller(vendor)
  const app = await startCustomerApp()
  const connectors = join(folder, 'connectors')
  mkdirSync(connectors)
  writeTeller(connectors, teller.url)
  return {
    folder,
    teller,
    app,
    env: { HUBWRIGHT_CONNECTORS_DIR: connectors },
    async connect(server, account, more = {}) {
      const { id } = await server.ask<{ id: number }>('POST', '/instances', {
        element: { key: 'teller' },
        name: `Account ${account}`,
        configuration: {
          'teller.account': account,
          'teller.secret': tellerSecret,
          'event.notification.enabled': 'true',
          'event.notification.callback.url': app.url,
          'event.notification.signature.key': app.signatureKey,
          ...more,
        },
      })
      const path = '/notifications/subscriptions'
      const [subscription] = await server.ask<{ id: number }[]>('GET', `${path}?instanceId=${id}`)
      const { secret } = await server.ask<{ secret: string }>(
        'GET',
        `${path}/${subscription?.id}/secret`,
      )
      app.trust(id, secret)
      return id
    },
    async close() {
      await teller.close()
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Makes the vendor's list of changes be asked for. */
export async function pollNow(server: DrillServer, instanceId: number): Promise<void> {
  const path = `/instances/${instanceId}/events/sources`
  for (const { id, kind } of await server.ask<{ id: number; kind: string }[]>('GET', path)) {
    if (kind === 'poll') await server.ask('POST', `${path}/${id}/poll`)
  }
}
