/** How a connector is shown: what its definition says, never its hooks, apps or secrets. */
import { Type, type Static } from 'typebox'
import type { Connector } from '../../../catalog/connector.ts'
import { ConfigEntry, Parameter, Resource } from '../../../catalog/element.ts'
import { isSecretEntry, mask } from '../../../catalog/secret-entries.ts'

/** Members of a definition and nothing else: what an author added besides is not repeated. */
const Entry = Type.Object(ConfigEntry.properties)
export const ShownParameter = Type.Object(Parameter.properties)

/** Where calls go at the moment, and why. */
const Origins = Type.Object({
  api: Type.String(),
  auth: Type.String(),
  inForce: Type.Enum(['vendor', 'environment', 'sandbox'], {
    description: 'Whose addresses these are: `sandbox` means simulated data',
  }),
})

const cardMembers = {
  id: Type.Integer(),
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  image: Type.String(),
  logo: Type.Optional(Type.String()),
  hub: Type.String(),
  active: Type.Boolean(),
  deleted: Type.Boolean(),
  typeOauth: Type.Boolean(),
  trialAccount: Type.Boolean(),
  configDescription: Type.Optional(Type.String()),
  existingAccountDescription: Type.Optional(Type.String()),
  signupURL: Type.Optional(Type.String()),
  authentication: Type.Object({ type: Type.String() }),
  authenticationType: Type.String(),
  authenticationTypes: Type.Array(Type.String()),
  protocolType: Type.String(),
  private: Type.Boolean(),
  beta: Type.Boolean(),
  cloneable: Type.Boolean(),
  extendable: Type.Boolean(),
  extended: Type.Boolean(),
  displayOrder: Type.Optional(Type.Integer()),
  origins: Origins,
}

export const ShownResourceSchema = Type.Object({
  ...Resource.properties,
  parameters: Type.Array(ShownParameter),
})

/** A card in a list, or the whole definition; the card leaves the last members out. */
export const ShownElementSchema = Type.Object({
  ...cardMembers,
  configuration: Type.Optional(Type.Array(Entry)),
  parameters: Type.Optional(Type.Array(ShownParameter)),
  hooks: Type.Optional(Type.Array(Type.Object({}))),
  resources: Type.Optional(Type.Array(ShownResourceSchema)),
  hubwright: Type.Optional(
    Type.Unknown({ description: 'Words of the definition language that the old format lacks' }),
  ),
})
export type ShownElement = Static<typeof ShownElementSchema>

/** The members of a catalog card. */
export function cardOf(connector: Connector): ShownElement {
  const { element, origins } = connector
  return {
    id: connector.id,
    key: connector.key,
    name: connector.name,
    description: element.description,
    image: element.image ?? '',
    ...given('logo', element.logo),
    hub: connector.hub,
    active: element.active ?? true,
    deleted: element.deleted ?? false,
    typeOauth: element.typeOauth ?? false,
    trialAccount: element.trialAccount ?? false,
    ...given('configDescription', element.configDescription),
    ...given('existingAccountDescription', element.existingAccountDescription),
    ...given('signupURL', element.signupURL),
    authentication: { type: element.authentication.type },
    authenticationType: element.authentication.type,
    authenticationTypes: [...connector.authenticationTypes],
    protocolType: element.protocolType ?? 'http',
    private: element.private ?? false,
    beta: element.beta ?? false,
    cloneable: element.cloneable ?? true,
    extendable: element.extendable ?? true,
    extended: element.extended ?? false,
    ...given('displayOrder', element.displayOrder),
    origins: { api: origins.api, auth: origins.auth, inForce: origins.inForce },
  }
}

/** The whole definition; paths carry the hub, as they always did towards clients. */
export function elementOf(connector: Connector): ShownElement {
  const { element } = connector
  return {
    ...cardOf(connector),
    configuration: (element.configuration ?? []).map(entryOf),
    parameters: element.parameters ?? [],
    hooks: [],
    resources: (element.resources ?? []).map((resource) => shownResource(connector, resource)),
    ...given('hubwright', element.hubwright),
  }
}

/** A resource; its path carries the hub, and a connector's code is not shown. */
export function shownResource(
  connector: Connector,
  resource: Resource,
): Static<typeof ShownResourceSchema> {
  return {
    ...resource,
    path: `/hubs/${connector.hub}${resource.path}`,
    parameters: resource.parameters ?? [],
    hooks: [],
  }
}

/** A configuration entry; the default of a secret is masked, and an empty one stays empty. */
export function entryOf(entry: ConfigEntry): ConfigEntry {
  return isSecretEntry(entry) && (entry.defaultValue ?? '') !== ''
    ? { ...entry, defaultValue: mask }
    : entry
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>)
}
