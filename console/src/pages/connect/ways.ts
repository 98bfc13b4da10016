/** The ways to connect through a connector, as a person chooses between them. Pure. */
import type { AuthenticationType, Connector, ConnectorSetup } from '../connectors/connector.ts'

export interface Way {
  readonly key: string
  readonly label: string
  readonly description: string | undefined
  /** Authentication type of the instance. */
  readonly type: string
  /**
   * `consent`: in a window of the vendor; `token`: with an access token that the person already has; `keys`: with what
   * the vendor gave to type in.
   */
  readonly kind: 'consent' | 'token' | 'keys'
  readonly vendorApp: AuthenticationType['vendorApp']
  readonly steps: AuthenticationType['steps']
}

/** Key of the entry that holds a ready access token. */
export const tokenKey = 'oauth.user.token'

/** All ways, the connector's default first. */
export function waysOf(connector: Connector, setup: ConnectorSetup): readonly Way[] {
  return setup.authenticationTypes.flatMap(
    ({ type, label, description, usesOAuth, vendorApp, steps }): readonly Way[] => {
      const way = {
        type,
        vendorApp,
        description,
        steps: steps.filter((step) => step.token !== true),
      }
      if (!usesOAuth) return [{ ...way, key: type, label, kind: 'keys' }]
      const consent: Way = { ...way, key: type, label, kind: 'consent' }
      // Where the definition shows people the entry, a token can be had without a consent.
      const token = connector.configuration?.find(
        ({ key, groupName = type, hideFromConsole }) =>
          key === tokenKey && groupName === type && hideFromConsole !== true,
      )
      if (token === undefined) return [consent]
      const ready: Way = {
        ...way,
        key: `${type}-token`,
        label: 'Access token',
        description: token.description,
        steps: steps.filter((step) => step.token === true),
        kind: 'token',
      }
      return [consent, ready]
    },
  )
}

/** The entry by which an instance says its authentication type; undefined when there is only one. */
export function typeKeyOf({ configuration = [] }: Connector): string | undefined {
  return configuration.find(({ groupControl }) => groupControl === true)?.key
}

/** The way by which an instance was connected. */
export function wayOf(
  ways: readonly Way[],
  connector: Connector,
  instance: {
    readonly externalAuthentication: string
    readonly configuration?: Readonly<Record<string, string>>
  },
): Way | undefined {
  const type = instance.configuration?.[typeKeyOf(connector) ?? ''] ?? ways[0]?.type
  const isExternal = instance.externalAuthentication === 'initial'
  const fitting = ways.filter((way) => way.type === type)
  return fitting.find(({ kind }) => isExternal === (kind === 'token')) ?? fitting[0]
}
