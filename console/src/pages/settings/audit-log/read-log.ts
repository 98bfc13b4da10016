import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../../api/api.ts'
import { rangeOf } from '../../../parts/filters/span.ts'
import type { Filters } from '../../activity/filters.ts'

export type AuditRow = Awaited<ReturnType<typeof api.getAuditLogs>>['data'][number]

// Members that may be null have no type in the generated client.
const numberIn = (value: unknown) => (typeof value === 'number' ? value : undefined)

/** Who acted; undefined: the platform itself. */
export const userOf = (row: AuditRow) => numberIn(row.user_id)
export const instanceOf = (row: AuditRow) => numberIn(row.instance_id)
/** Id or key of what was acted on. */
export const entityOf = ({ entity_id: id }: AuditRow) => (typeof id === 'string' ? id : undefined)

export const areas = {
  authentication: 'Sign-ins and secrets',
  'element-instances': 'Instances',
  elements: 'Connectors',
} as const
export type Area = keyof typeof areas

export interface LogFilters extends Filters {
  /** Undefined: everything. */
  readonly area: Area | undefined
  readonly userId: number | undefined
}

const questions = {
  all: api.getAuditLogs,
  authentication: api.getAuditLogsAuthentication,
  'element-instances': api.getAuditLogsElementInstances,
  elements: api.getAuditLogsElements,
}

/** Rows of the log, the newest first, page by page. */
export function useLog(filters: LogFilters) {
  const { area, userId, accountId } = filters
  return useInfiniteQuery({
    queryKey: ['audit-log', filters],
    queryFn: ({ pageParam }) =>
      questions[area ?? 'all']({
        ...rangeOf(filters, Date.now()),
        userId,
        accountId,
        pageSize: 100,
        nextPage: pageParam,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextPage }) => nextPage,
    staleTime: Infinity,
    gcTime: 0,
  })
}
