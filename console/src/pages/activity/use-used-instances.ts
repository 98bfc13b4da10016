import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/api.ts'

const monthMs = 30 * 86_400_000

/** Instances that had a call in as long as records are kept. */
export function useUsedInstances(accountId: number | undefined) {
  const used = useQuery({
    queryKey: ['usage-choices', accountId],
    queryFn: async () => {
      const { data } = await api.getUsageAnalyticsActivityElementInstances({
        from: new Date(Date.now() - monthMs).toISOString(),
        'accountIds[]': accountId === undefined ? undefined : [accountId],
      })
      return data.usage.map((one) => ({
        id: one.instanceId,
        name: one.instanceName,
        connector: one.elementKey,
        connectorName: one.elementName,
      }))
    },
    staleTime: 60_000,
  })
  return used.data ?? []
}
