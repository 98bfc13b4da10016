/** Names of the instances and connectors that a list of events speaks of, for its cells and its filters. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, readAll } from '../../api/api.ts'

/** More would be no choice any more; others are found by their id in the address. */
const mostInstances = 2000

export function useInstanceNames(accountId: number | undefined) {
  const instances = useQuery({
    queryKey: ['instances', 'names', { accountId }],
    queryFn: () =>
      readAll(
        (nextPage) => api.getInstances({ hydrate: false, token: false, accountId, nextPage }),
        mostInstances,
      ),
    staleTime: 60_000,
  })
  return useMemo(() => {
    const all = (instances.data ?? []).map(({ id, name, element }) => ({
      id,
      name,
      connector: element.key,
      connectorName: element.name,
    }))
    const names = new Map(all.map(({ id, name }) => [id, name]))
    return { all, nameOf: (id: number) => names.get(id) ?? `Instance ${id}` }
  }, [instances.data])
}
