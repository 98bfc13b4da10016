/** What follows from an instance's change for its webhooks, within the transaction of the change. */
import type { Kysely } from 'kysely'
import type { InstanceRecord } from '../../instances/instance-record.ts'
import type { Schema } from '../../storage/schema.ts'
import { eventSettings } from '../event-settings.ts'
import type { Addresses } from './addresses.ts'
import type { Quarantine } from './quarantine.ts'
import { accountEntry, finderEntry, type Targets } from './targets.ts'
import { registersItself } from './registration.ts'
import { forgetTargets } from './targets-store.ts'
import { wantAddress } from './webhook-addresses-store.ts'

/** Longer values name no account. */
const longestAccount = 300

export async function keepInStep(
  rooms: {
    addresses: Addresses
    targets: Pick<Targets, 'doubt'>
    quarantine: Pick<Quarantine, 'judgeAgain'>
  },
  trx: Kysely<Schema>,
  record: InstanceRecord,
): Promise<void> {
  const { row, connector, values } = record
  const word = connector?.element.hubwright?.events?.webhook
  if (connector === undefined || word === undefined) return
  const { id: instanceId, organization_id: organizationId } = row
  const settings = eventSettings(connector, row.authentication_type, values)
  const hasWebhooks = settings.enabled && settings.method === 'webhook'
  if (hasWebhooks) await rooms.addresses.ensure(trx, organizationId, instanceId)
  // A disabled instance stays registered: what comes meanwhile is dropped, and it may be enabled again soon.
  await wantAddress(trx, organizationId, instanceId, hasWebhooks && registersItself(connector))
  const forget = async (key: string) => {
    rooms.targets.doubt(key)
    await forgetTargets(trx, key)
  }
  if (settings.finder !== undefined) await forget(finderEntry(connector.key))
  const account = values[connector.element.hubwright?.accountKey ?? '']
  if (account === undefined || account === '' || account.length > longestAccount) return
  await forget(accountEntry(connector.key, account))
  if (hasWebhooks) await rooms.quarantine.judgeAgain(trx, connector.key, account)
}
