import { Card, SimpleGrid, Skeleton } from '@mantine/core'
import { GraphIcon } from '@primer/octicons-react'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { RefreshButton } from '../../parts/refresh-button.tsx'
import { FilterBar } from '../activity/filter-bar.tsx'
import { Frame } from '../activity/frame.tsx'
import { useFilters } from '../activity/use-filters.ts'
import { Charts } from './charts.tsx'
import { useFigures } from './figures.ts'

export function Page() {
  const [filters, change] = useFilters()
  const figures = useFigures(filters)
  return (
    <Frame actions={<RefreshButton list={figures} />}>
      <FilterBar filters={filters} onChange={change} />
      {figures.isPending ? (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" aria-busy aria-label="Loading">
          {['calls', 'errors', 'durations', 'connectors'].map((key) => (
            <Skeleton key={key} height={340} radius="lg" />
          ))}
        </SimpleGrid>
      ) : null}
      {figures.isError ? (
        <ErrorState
          error={figures.error}
          title="The figures could not be read"
          onRetry={() => void figures.refetch()}
        />
      ) : null}
      {figures.data?.statuses.length === 0 ? (
        <Card>
          <EmptyState icon={<GraphIcon size={28} />} title="Nothing to draw yet">
            Nothing was called in this time that fits the filters. Choose a longer period, or call a
            connected account.
          </EmptyState>
        </Card>
      ) : null}
      {figures.data === undefined || figures.data.statuses.length === 0 ? null : (
        <Charts figures={figures.data} />
      )}
    </Frame>
  )
}
