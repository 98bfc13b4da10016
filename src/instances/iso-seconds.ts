/** ISO 8601 in UTC without a fraction, as old clients expect dates. */
export function isoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z')
}
