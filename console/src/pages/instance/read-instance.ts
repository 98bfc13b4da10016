/** One instance, and what is told to the pages that know it when it changed. */
import { queryOptions, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { api } from '../../api/api.ts'

export type Instance = Awaited<ReturnType<typeof readInstance>>

async function readInstance(id: number) {
  const { data } = await api.getInstancesById({ id, token: false })
  return data
}

export function instanceQuery(id: number) {
  return queryOptions({ queryKey: ['instance', id], queryFn: () => readInstance(id) })
}

/** Puts a changed instance into its page; lists and its configuration are read anew when they are shown again. */
export function useKeepInstance(): (instance: Instance) => void {
  const queries = useQueryClient()
  return (instance) => {
    queries.setQueryData(instanceQuery(instance.id).queryKey, instance)
    void queries.invalidateQueries({ queryKey: ['instances'] })
    void queries.invalidateQueries({ queryKey: configurationKey(instance.id) })
  }
}

/** After its end: nothing asks for it again. */
export function forgetInstance(queries: QueryClient, id: number): void {
  queries.removeQueries({ queryKey: ['instance', id] })
  queries.removeQueries({ queryKey: ['instance-token', id] })
  void queries.invalidateQueries({ queryKey: ['instances'] })
}

export function configurationQuery(id: number) {
  return queryOptions({
    queryKey: configurationKey(id),
    queryFn: async () => (await api.getInstancesByIdConfiguration({ id })).data,
  })
}

function configurationKey(id: number) {
  return ['instance', id, 'configuration'] as const
}
