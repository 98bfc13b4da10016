import { TextInput } from '@mantine/core'
import type { Span } from './filters.ts'

interface CustomPeriodProps {
  readonly filters: Span
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

/** ISO 8601 as the field has it: local, to the minute, without a zone. */
function localTime(instant: string | undefined): string {
  if (instant === undefined) return ''
  const date = new Date(instant)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function instantOf(local: string): string | undefined {
  const date = new Date(local)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
