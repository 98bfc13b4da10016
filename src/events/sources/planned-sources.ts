/** Which sources an instance has by its connector and its configuration. */
import type { Connector } from '../../catalog/connector.ts'
import type { PollingResource } from '../../catalog/events-word.ts'
import {
  readPolledResource,
  readPollingConfiguration,
  readPollingUrls,
  type PolledResource,
} from '../../catalog/polling-configuration.ts'
import { PollingMistake } from '../../catalog/polling-url.ts'
import { PlatformError } from '../../core/errors.ts'
import type { EventSettings } from '../event-settings.ts'

export interface PlannedSource {
  readonly kind: 'poll' | 'reconcile'
  readonly resource: string
  readonly periodS: number
}

/** How often it is looked whether webhooks told everything, in seconds. */
const reconcileS = 3600
/** `event.poller.refresh_interval` of clients that mean never. */
const longestPeriodS = 366 * 24 * 3600
const configurationKey = 'event.poller.configuration'

/** Never throws: a configuration that cannot be read becomes a source that says so when it is polled. */
export function plannedSources(
  connector: Pick<Connector, 'element'>,
  authenticationType: string,
  settings: EventSettings,
): PlannedSource[] {
  if (!settings.enabled) return []
  const kind = settings.method === 'polling' ? 'poll' : 'reconcile'
  const periodS = Math.min(longestPeriodS, Math.round(settings.pollMinutes * 60))
  return namesOf(connector, authenticationType, settings).map((resource) => ({
    kind,
    resource,
    periodS: kind === 'poll' ? periodS : reconcileS,
  }))
}

/** True for a period that stands for never. */
export function isNever(periodS: number): boolean {
  return periodS >= longestPeriodS
}

function namesOf(...of: Parameters<typeof polledResources>): string[] {
  try {
    return [...polledResources(...of).keys()]
  } catch (error) {
    if (error instanceof PlatformError) return [configurationKey]
    throw error
  }
}

/** By the names of their sources. Throws `invalid_configuration` for what cannot be read. */
export function polledResources(
  connector: Pick<Connector, 'element'>,
  authenticationType: string,
  settings: EventSettings,
): ReadonlyMap<string, PolledResource> {
  const { pollerConfiguration, pollerUrls, method } = settings
  try {
    const own =
      method === 'polling' && pollerConfiguration !== undefined
        ? readPollingConfiguration(pollerConfiguration)
        : new Map<string, PolledResource>()
    if (own.size > 0) return own
    if (method === 'polling' && pollerUrls.length > 0) return readPollingUrls(pollerUrls)
    return suggested(connector, authenticationType, settings.objects)
  } catch (error) {
    if (!(error instanceof PollingMistake)) throw error
    const message = `The configuration value '${configurationKey}' ${error.message}`
    throw new PlatformError('invalid_configuration', message)
  }
}

function suggested(
  { element }: Pick<Connector, 'element'>,
  authenticationType: string,
  objects: ReadonlySet<string> | undefined,
): ReadonlyMap<string, PolledResource> {
  const words = Object.entries(element.hubwright?.events?.polling ?? {})
  return new Map(
    words
      .filter(([name, word]) =>
        isWanted(word.objectName ?? name, word, authenticationType, objects),
      )
      .map(([name, word]) => [name, readPolledResource(name, word)]),
  )
}

function isWanted(
  objectName: string,
  { authentication, onRequest }: PollingResource,
  authenticationType: string,
  objects: ReadonlySet<string> | undefined,
): boolean {
  if (authentication?.includes(authenticationType) === false) return false
  return objects === undefined ? onRequest !== true : objects.has(objectName)
}
