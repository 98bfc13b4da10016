import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { ApiError } from '../../api/platform-client.ts'
import { rangeOf } from '../../parts/filters/span.ts'
import { apiFilters, type Filters } from '../activity/filters.ts'
import { intervalFor, type Range } from './steps.ts'

export type Figures = Awaited<ReturnType<typeof readFigures>>

/** All figures of the page, of one and the same time. */
async function readFigures(filters: Filters) {
  const now = Date.now()
  const asked = rangeOf(filters, now)
  const range: Range = {
    from: new Date(asked.from).getTime(),
    to: asked.to === undefined ? now : new Date(asked.to).getTime(),
  }
  const interval = intervalFor(range)
  const times = { from: asked.from, to: asked.to ?? new Date(now + 1000).toISOString() }
  const question = { ...times, ...apiFilters(filters) }
  const [statuses, durations, connectors, instances] = await Promise.all([
    orNone(api.getUsageAnalyticsStatuses({ ...question, interval })),
    orNone(api.getUsageAnalyticsTimes({ ...question, interval })),
    orNone(api.getUsageAnalyticsActivityElements({ ...question, interval })),
    api.getUsageAnalyticsActivityElementInstances(question).then(({ data }) => data.usage),
  ])
  return { range, interval, statuses, durations, connectors, instances }
}

/** Where nothing was called the API answers 404. */
async function orNone<T>(answer: Promise<{ data: T[] }>): Promise<T[]> {
  try {
    return (await answer).data
  } catch (error) {
    if (error instanceof ApiError && error.code === 'nothing_found') return []
    throw error
  }
}

export function useFigures(filters: Filters) {
  return useQuery({
    queryKey: ['usage-figures', filters],
    queryFn: () => readFigures(filters),
    // The charts stay in their place while others are read.
    placeholderData: keepPreviousData,
  })
}
