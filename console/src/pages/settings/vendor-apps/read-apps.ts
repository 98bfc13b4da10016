import { useQuery } from '@tanstack/react-query'
import { api, readAll } from '../../../api/api.ts'

export type VendorApp = Awaited<ReturnType<typeof api.getVendorApps>>['data'][number]
export type Connector = Awaited<ReturnType<typeof api.getElements>>['data'][number]

export const appsKey = ['vendor-apps']

export function useApps() {
  return useQuery({
    queryKey: appsKey,
    queryFn: async () => (await api.getVendorApps()).data,
  })
}

export function useConnectors() {
  return useQuery({
    queryKey: ['elements', 'abridged'],
    queryFn: () => readAll((nextPage) => api.getElements({ abridged: true, nextPage })),
    staleTime: 60_000,
  })
}
