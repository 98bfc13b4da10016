import type { ConnectorCard } from './connector.ts'

const collator = new Intl.Collator('en', { sensitivity: 'base' })

/**
 * The connectors that fit the search and the hub; those with instances first, then by name. Pure.
 * @param hub key of a hub, or undefined for all
 * @param counts instances by key of the connector
 */
export function findConnectors(
  connectors: readonly ConnectorCard[],
  { text, hub }: { readonly text: string; readonly hub: string | undefined },
  counts: Readonly<Record<string, number>>,
): readonly ConnectorCard[] {
  const words = text.toLowerCase().split(/\s+/)
  const isUsed = (key: string) => Number((counts[key] ?? 0) > 0)
  return connectors
    .filter((connector) => hub === undefined || connector.hub === hub)
    .filter(({ name, key, id, description }) => {
      const searched = `${name} ${key} ${id} ${description}`.toLowerCase()
      return words.every((word) => searched.includes(word))
    })
    .toSorted(
      (one, other) => isUsed(other.key) - isUsed(one.key) || collator.compare(one.name, other.name),
    )
}
