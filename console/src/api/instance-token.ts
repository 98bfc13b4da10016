import { useQueryClient } from '@tanstack/react-query'
import { api } from './api.ts'

/**
 * Reads the token of an instance once it is needed. Each reading is in the audit log, so that pages read instances
 * without it, and a token that was read is remembered: it stays the same for the life of the instance.
 */
export function useInstanceToken(id: number): () => Promise<string> {
  const queries = useQueryClient()
  return () =>
    queries.fetchQuery({
      queryKey: ['instance-token', id],
      queryFn: async () => (await api.getInstancesById({ id })).data.token,
      staleTime: Infinity,
    })
}
