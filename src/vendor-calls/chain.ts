import type { Connector } from '../catalog/connector.ts'
import type { Resource } from '../catalog/element.ts'
import { PlatformError } from '../core/errors.ts'

/** Most resources that one call may run through. */
const longestChain = 5

const chains = new WeakMap<Connector, WeakMap<Resource, readonly Resource[]>>()

/**
 * The resources that a call runs through: the first, then what each `nextResource` (`METHOD:/path`) names.
 * Throws 400 when the chain is longer than five or leads nowhere.
 */
export function linksOf(connector: Connector, first: Resource): readonly Resource[] {
  let ofConnector = chains.get(connector)
  if (ofConnector === undefined) chains.set(connector, (ofConnector = new WeakMap()))
  let links = ofConnector.get(first)
  if (links === undefined) ofConnector.set(first, (links = follow(connector, first)))
  return links
}

/** Whether a call, with all that it runs through, only reads at the vendor. */
export function isRead(connector: Connector, first: Resource): boolean {
  return linksOf(connector, first).every(
    ({ method, vendorMethod }) => method === 'GET' && vendorMethod === 'GET',
  )
}

function follow(connector: Connector, first: Resource): readonly Resource[] {
  const links = [first]
  for (let link = first; hasNext(link);) {
    if (links.length === longestChain) {
      throw new PlatformError(
        'invalid_request',
        `The chain of ${first.method} ${first.path} is longer than ${longestChain} resources; shorten it in the definition`,
      )
    }
    link = named(connector, link.nextResource)
    links.push(link)
  }
  return links
}

function hasNext(resource: Resource): resource is Resource & { nextResource: string } {
  return resource.nextResource !== undefined && resource.nextResource !== ''
}

function named(connector: Connector, name: string): Resource {
  const colon = name.indexOf(':')
  const method = name.slice(0, colon).toUpperCase()
  const path = name.slice(colon + 1)
  const found = (connector.element.resources ?? []).find(
    (resource) => resource.method === method && resource.path === path,
  )
  if (found !== undefined) return found
  throw new PlatformError(
    'invalid_definition',
    `The definition of '${connector.key}' chains to '${name}', which it does not have`,
  )
}
