import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { apiFilters, type Filters } from './filters.ts'

const monthMs = 30 * 86_400_000

/** Connectors and instances that had a call in as long as records are kept. */
export function useChoices({ accountId, connector, instanceId }: Filters) {
  const used = useQuery({
    queryKey: ['usage-choices', accountId],
    queryFn: async () => {
      const { data } = await api.getUsageAnalyticsActivityElementInstances({
        from: new Date(Date.now() - monthMs).toISOString(),
        ...apiFilters({ accountId, connector: undefined, instanceId: undefined } as Filters),
      })
      return data.usage
    },
    staleTime: 60_000,
  })
  const known = used.data ?? []
  const connectors = new Map(known.map((one) => [one.elementKey, one.elementName]))
  // What the address asks for can always be seen and taken away.
  if (connector !== undefined && !connectors.has(connector)) connectors.set(connector, connector)
  const instances = new Map(
    known
      .filter(({ elementKey }) => connector === undefined || elementKey === connector)
      .map((one) => [String(one.instanceId), `${one.instanceName} (${one.instanceId})`]),
  )
  if (instanceId !== undefined && !instances.has(String(instanceId))) {
    instances.set(String(instanceId), `Instance ${instanceId}`)
  }
  const choices = (from: ReadonlyMap<string, string>) =>
    [...from].map(([value, label]) => ({ value, label }))
  return { connectors: choices(connectors), instances: choices(instances) }
}
