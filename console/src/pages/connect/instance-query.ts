import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/api.ts'

export const instanceQuery = (id: number) =>
  queryOptions({
    queryKey: ['instances', id],
    queryFn: async () => (await api.getInstancesById({ id, token: false })).data,
  })
