/** What somebody needs to know before connecting: the ways there are, and how the vendor's credentials are got. */
import type { Caller } from '../accounts/caller.ts'
import type { SetupStep } from '../catalog/setup-step.ts'
import type { Connector } from '../catalog/connector.ts'
import { eventObjectTypes } from '../catalog/events-word.ts'
import { groupControlOf } from '../catalog/authentication-types.ts'
import { setupSteps } from '../catalog/setup-guide.ts'
import { isOAuthType } from './authentication-type.ts'
import { connectorOf } from './connector-source.ts'
import { landingPage } from './oauth/landing-page.ts'
import type { InstanceRoom } from './room.ts'

export interface ConnectorSetup {
  /** Key of the connector. */
  readonly element: string
  /** Where vendors send browsers after a consent that this server's own pages began. */
  readonly redirectUrl: string
  /** The default first. */
  readonly authenticationTypes: readonly {
    readonly type: string
    readonly label: string
    readonly description?: string
    /** The person consents on a page of the vendor. */
    readonly usesOAuth: boolean
    /** Whose vendor app serves requests that name none. */
    readonly vendorApp: 'organization' | 'platform' | 'none'
    readonly steps: readonly SetupStep[]
  }[]
  /** Absent for a connector without events. */
  readonly events?: EventsSetup
}

export interface EventsSetup {
  /** The first is used when an instance says nothing. */
  readonly methods: ('webhook' | 'polling')[]
  /** Authentication types whose instances always poll. */
  readonly pollingOnly: string[]
  readonly objectTypes: string[]
  /** Absent where the vendor has no webhooks. */
  readonly webhook?: {
    /** One address for all instances; absent where each has its own. */
    readonly url?: string
    readonly howToRegister?: string
    /** Hubwright registers the address of each instance by itself. */
    readonly registersItself: boolean
  }
}

/** Throws not_found. */
export async function connectorSetup(
  room: Pick<InstanceRoom, 'catalog' | 'vendorApps' | 'publicUrl'>,
  { organizationId }: Caller,
  keyOrId: string,
): Promise<ConnectorSetup> {
  const connector = connectorOf(room.catalog, keyOrId)
  const redirectUrl = landingPage(room.publicUrl(), connector)
  const { element, authenticationTypes } = connector
  const app = authenticationTypes.some(isOAuthType)
    ? await room.vendorApps.preset(organizationId, connector)
    : undefined
  const options = groupControlOf(element)?.options ?? []
  return {
    element: connector.key,
    redirectUrl,
    authenticationTypes: authenticationTypes.map((type) => {
      const told = element.hubwright?.authentication?.[type]
      const usesOAuth = isOAuthType(type)
      return {
        type,
        label: told?.label ?? options.find(({ value }) => value === type)?.description ?? type,
        ...(told?.description === undefined ? {} : { description: told.description }),
        usesOAuth,
        vendorApp: !usesOAuth || app === undefined || app.owner === 'request' ? 'none' : app.owner,
        steps: setupSteps(connector, type, redirectUrl),
      }
    }),
    ...eventsSetup(connector, room.publicUrl()),
  }
}

function eventsSetup(connector: Connector, publicUrl: string): { readonly events?: EventsSetup } {
  const word = connector.element.hubwright?.events
  if (word === undefined) return {}
  const { methods, pollingOnly = [], webhook } = word
  const events = { methods, pollingOnly, objectTypes: [...eventObjectTypes(word)] }
  if (webhook === undefined) return { events }
  const { address, howToRegister } = webhook
  return {
    events: {
      ...events,
      webhook: {
        ...(address === 'app'
          ? { url: `${publicUrl}/elements/api-v2/events/${connector.key}` }
          : {}),
        ...(howToRegister === undefined ? {} : { howToRegister }),
        registersItself: connector.lifecycleResources('onProvisionWebhook').length > 0,
      },
    },
  }
}
