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
import type { SourceKind } from './source.ts'

export interface PlannedSource {
  readonly kind: SourceKind
  readonly resource: string
  readonly periodS: number
}

/** How often it is looked whether webhooks told everything, in seconds. */
const reconcileS = 3600
/** How often something is expected of webhooks where nothing asks whether they tell everything: quiet shops change little. */
const unaskedS = 86_400
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
  const asked: PlannedSource[] = namesOf(connector, authenticationType, settings).map(
    (resource) => ({
      kind,
      resource,
      periodS: kind === 'poll' ? periodS : reconcileS,
    }),
  )
  const hasWebhook =
    kind === 'reconcile' && connector.element.hubwright?.events?.webhook !== undefined
  if (!hasWebhook) return asked
  // Each poll that misses nothing proves it.
  const webhookS = asked.length > 0 ? reconcileS : unaskedS
  return [...asked, { kind: 'webhook', resource: '', periodS: webhookS }]
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
