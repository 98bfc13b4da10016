import { useQuery } from '@tanstack/react-query'
import { api, readAll } from '../../../api/api.ts'

export type Account = Awaited<ReturnType<typeof api.getAccounts>>['data'][number]

/** Begins like the key of the active accounts, so that a change renews both. */
export const accountsKey = ['accounts']

export function useAllAccounts() {
  return useQuery({
    queryKey: [...accountsKey, 'with inactive'],
    queryFn: () => readAll((nextPage) => api.getAccounts({ includeInactive: true, nextPage })),
  })
}
