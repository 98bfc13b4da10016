import { useQuery } from '@tanstack/react-query'
import { api, readAll } from '../../../api/api.ts'

export type User = Awaited<ReturnType<typeof api.getUsers>>['data'][number]
export type Role = User['roles'][number]

export const usersKey = ['users']

/** Everybody the person may see, also those who were deactivated. */
export function useUsers() {
  return useQuery({
    queryKey: usersKey,
    queryFn: () => readAll((nextPage) => api.getUsers({ includeInactive: true, nextPage })),
  })
}

export const rolesKey = ['roles']

/** The roles that people of the organization can have. */
export function useRoles() {
  return useQuery({
    queryKey: rolesKey,
    queryFn: async () => (await api.getOrganizationsRoles()).data,
    staleTime: 60_000,
  })
}
