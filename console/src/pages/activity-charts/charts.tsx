import { SimpleGrid } from '@mantine/core'
import { ChartCard } from '../../parts/charts/chart-card.tsx'
import { countWords } from '../../parts/count-words.ts'
import { milliseconds } from '../activity/columns.tsx'
import { connectorSeries } from './connector-series.ts'
import type { Figures } from './figures.ts'
import { Instances } from './instances.tsx'
import { pointsOf } from './steps.ts'

const outcomes = [
  { key: 'success', label: 'Succeeded', tone: 'good' },
  { key: 'failed', label: 'Failed', tone: 'bad' },
] as const
const failures = [{ key: 'share', label: 'Failed calls', tone: 'bad' }] as const
const durations = [
  { key: 'p50', label: 'Median', tone: 'one' },
  { key: 'p95', label: '95th percentile', tone: 'two' },
  { key: 'max', label: 'Slowest', tone: 'rest' },
] as const

const whole = (value: number) => value.toLocaleString('en')
const percent = (value: number) => `${Number(value.toFixed(1))} %`

export function Charts({ figures }: { readonly figures: Figures }) {
  const { range, interval, statuses, durations: times, connectors, instances } = figures
  const count = sum(statuses.map((step) => step.count))
  const failed = sum(statuses.map((step) => step.failed))
  const slowest = Math.max(...times.map(({ max }) => max))
  const average = sum(times.map((step) => step.avg * step.count)) / Math.max(count, 1)
  const names = new Map(instances.map(({ elementKey, elementName }) => [elementKey, elementName]))
  const byConnector = connectorSeries(connectors, (key) => names.get(key) ?? key)
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <ChartCard
        title="Calls"
        total={`${countWords(count, 'call')}, ${whole(failed)} failed`}
        kind="columns"
        points={pointsOf(range, interval, statuses, (step) => [step?.success, step?.failed])}
        series={outcomes}
        format={whole}
      />
      <ChartCard
        title="Errors"
        total={`${percent((100 * failed) / Math.max(count, 1))} of all calls`}
        kind="columns"
        points={pointsOf(range, interval, statuses, (step) => [
          step === undefined ? undefined : (100 * step.failed) / step.count,
        ])}
        series={failures}
        format={percent}
      />
      <ChartCard
        title="Duration"
        total={`${milliseconds(average)} on average, ${milliseconds(slowest)} at most`}
        kind="lines"
        points={pointsOf(range, interval, times, (step) => [step?.p50, step?.p95, step?.max])}
        series={durations}
        format={milliseconds}
      />
      <ChartCard
        title="By connector"
        total={countWords(names.size, 'connector')}
        kind="columns"
        points={pointsOf(range, interval, connectors, byConnector.valuesOf)}
        series={byConnector.series}
        format={whole}
      />
      <Instances instances={instances} />
    </SimpleGrid>
  )
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
