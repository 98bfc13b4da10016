/** One entry of an instance's configuration, by its id. */
import type { Caller } from '../accounts/caller.ts'
import { PlatformError } from '../core/errors.ts'
import { getRecordWithRows, scopeOf } from './find-instances.ts'
import { readConfigurationValue } from './instance-request.ts'
import { configurationView, type ConfigurationView } from './instance-view.ts'
import { checkText } from './plain-text.ts'
import type { InstanceRoom } from './room.ts'

/** Throws not_found. */
export async function entryView(
  room: InstanceRoom,
  caller: Caller,
  id: number,
  configId: number,
): Promise<ConfigurationView> {
  const record = await getRecordWithRows(room, scopeOf(caller), id)
  const row = record.rows.find((one) => one.id === configId)
  if (row !== undefined) return configurationView(record, row)
  throw new PlatformError('not_found', `No configuration found with ID ${configId}`)
}

/** The value of a `{propertyValue}`; throws a 400. */
export function readPropertyValue(body: unknown): string | null {
  const given =
    typeof body === 'object' && body !== null && 'propertyValue' in body
      ? body.propertyValue
      : undefined
  const value = given === undefined ? undefined : readConfigurationValue(given)
  if (value !== undefined) {
    checkText('/propertyValue', value ?? '', 100_000)
    return value
  }
  const message =
    'propertyValue is required and must be a string (a boolean or number is taken as its text)'
  throw new PlatformError('invalid_request', message, {
    details: [{ path: '/propertyValue', message: 'must be a string' }],
  })
}
