import { Select, TextInput } from '@mantine/core'
import { instantOf, localTime } from '../local-time.ts'
import { periodChange, periods, type Span } from './span.ts'

interface PeriodChoiceProps {
  readonly filters: Span
  onChange(change: Readonly<Record<string, string | undefined>>): void
}

export function PeriodChoice({ filters, onChange }: PeriodChoiceProps) {
  return (
    <>
      <Select
        aria-label="Period"
        size="xs"
        w={150}
        allowDeselect={false}
        data={[...periods, { value: 'custom', label: 'Other …' }]}
        value={filters.period}
        onChange={(period) => onChange(periodChange(period, filters))}
      />
      {filters.period === 'custom' ? <CustomPeriod filters={filters} onChange={onChange} /> : null}
    </>
  )
}

interface CustomPeriodProps {
  readonly filters: Pick<Span, 'from' | 'to'>
  onChange(change: Readonly<Record<string, string | undefined>>): void
}

/** Two moments in the person's zone. */
export function CustomPeriod({ filters, onChange }: CustomPeriodProps) {
  const { from, to } = filters
  const isBackwards = from !== undefined && to !== undefined && from > to
  return (
    <>
      <TextInput
        type="datetime-local"
        size="xs"
        aria-label="From"
        value={localTime(from)}
        error={isBackwards ? 'Must be before the end' : undefined}
        onChange={(event) => onChange({ from: instantOf(event.currentTarget.value) })}
      />
      <TextInput
        type="datetime-local"
        size="xs"
        aria-label="To"
        value={localTime(to)}
        onChange={(event) => onChange({ to: instantOf(event.currentTarget.value) })}
      />
    </>
  )
}
