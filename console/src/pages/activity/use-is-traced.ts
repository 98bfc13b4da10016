import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { problemOf } from '../../api/problem.ts'
import type { CallRecord } from './records.ts'

/** A trace begins with its call; its record is written after it. */
const aroundMs = 120_000

/**
 * Whether what was said in a call was kept. It asks for the list of traces, which holds nothing of them: to read one is
 * in the audit log.
 */
export function useIsTraced(instanceId: number, record: CallRecord, mayView: boolean): boolean {
  const { requestId, usageDate } = record
  const traced = useQuery({
    queryKey: ['is-traced', requestId],
    queryFn: async () => {
      const at = new Date(usageDate).getTime()
      try {
        const { data } = await api.getInstancesByIdTraces({
          id: instanceId,
          from: new Date(at - aroundMs).toISOString(),
          to: new Date(at + aroundMs).toISOString(),
        })
        return data.some((trace) => trace.requestId === requestId)
      } catch (error) {
        // No trace, or the instance is gone and its traces with it.
        const { code } = problemOf(error)
        if (code === 'nothing_found' || code === 'not_found') return false
        throw error
      }
    },
    enabled: mayView,
    staleTime: 60_000,
  })
  return traced.data ?? false
}
