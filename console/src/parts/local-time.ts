/** Points in time as fields of the kind `datetime-local` have them: in the person's zone, to the minute. Pure. */

/** ISO 8601 as the field has it; empty for none. */
export function localTime(instant: string | undefined): string {
  if (instant === undefined) return ''
  const date = new Date(instant)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** ISO 8601 of what a field has; undefined for what is no time. */
export function instantOf(local: string): string | undefined {
  const date = new Date(local)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
