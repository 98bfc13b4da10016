import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, readAll } from '../../api/api.ts'
import { useMay, useSessionUser } from '../../session/session.ts'

/** Names of the organization's accounts by their ids, for who may see them all; undefined for others. */
export function useAccountNames(): ReadonlyMap<number, string> | undefined {
  const may = useMay()
  const { organizationAdmin } = useSessionUser()
  const { data } = useQuery({
    queryKey: ['accounts'],
    queryFn: () => readAll((nextPage) => api.getAccounts({ nextPage })),
    enabled: organizationAdmin && may('viewUsersOrg'),
    staleTime: 60_000,
  })
  return useMemo(() => data && new Map(data.map(({ id, name }) => [id, name])), [data])
}
