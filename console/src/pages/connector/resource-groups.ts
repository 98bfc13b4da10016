/** The resources of a connector in groups, as a person looks for them. Pure. */
import type { Connector } from '../connectors/connector.ts'

export type Resource = NonNullable<Connector['resources']>[number]

export interface ResourceGroup {
  /** First part of the paths, such as `orders`. */
  readonly name: string
  readonly resources: readonly Resource[]
}

/** Those that a program can call; the others run in the life of an instance. */
export function callableResources({ resources = [] }: Connector): readonly Resource[] {
  return resources.filter(({ type = 'api' }) => type === 'api' || type === 'apiNoDocumentation')
}

/** The path below the hub. */
export function pathOf({ path }: Resource): string {
  return path.replace(/^\/hubs\/[^/]+/, '')
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The resources in which all words of `text` are found, by the first part of their path. */
export function groupResources(
  resources: readonly Resource[],
  text: string,
): readonly ResourceGroup[] {
  const words = text.toLowerCase().split(/\s+/)
  const found = resources.filter((resource) => {
    const searched = `${resource.method} ${pathOf(resource)} ${resource.description ?? ''}`
    return words.every((word) => searched.toLowerCase().includes(word))
  })
  const groups = new Map<string, Resource[]>()
  for (const resource of found) {
    const name = pathOf(resource).split('/')[1] ?? ''
    groups.set(name, [...(groups.get(name) ?? []), resource])
  }
  return [...groups]
    .map(([name, members]) => ({
      name,
      resources: members.toSorted(
        (one, other) =>
          pathOf(one).localeCompare(pathOf(other)) ||
          methods.indexOf(one.method) - methods.indexOf(other.method),
      ),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name))
}
