import { useQuery } from '@tanstack/react-query'
import { api, readAll } from '../api/api.ts'
import { useMay, useSessionUser } from './session.ts'

/** The accounts whose things the person sees; empty for who sees only his own, and until they are read. */
export function useAccounts() {
  const { organizationAdmin } = useSessionUser()
  const seesAll = useMay()('viewUsersOrg') && organizationAdmin
  const accounts = useQuery({
    queryKey: ['accounts'],
    queryFn: () => readAll((nextPage) => api.getAccounts({ nextPage })),
    enabled: seesAll,
    staleTime: 60_000,
  })
  return accounts.data ?? []
}
