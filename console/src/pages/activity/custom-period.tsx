import { TextInput } from '@mantine/core'
import { instantOf, localTime } from '../../parts/local-time.ts'
import type { Span } from './filters.ts'

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
