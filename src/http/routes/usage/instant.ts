import { PlatformError } from '../../../core/errors.ts'

/** `from` and `to` of a query. Throws 400 like `instant`, and for a time that ends before it begins. */
export function instants(query: {
  readonly from?: string | undefined
  readonly to?: string | undefined
}): { readonly from: Date | undefined; readonly to: Date | undefined } {
  const from = instant(query.from, 'from')
  const to = instant(query.to, 'to')
  if (from === undefined || to === undefined || from <= to) return { from, to }
  const message = "'from' must not be after 'to'"
  throw new PlatformError('invalid_request', message, { details: [{ path: 'from', message }] })
}

/** A moment in a query parameter. Throws 400 for a text that is no ISO 8601 date. */
export function instant(text: string | undefined, name: string): Date | undefined {
  if (text === undefined) return undefined
  // A plus sign that was not encoded arrives as a space.
  const date = new Date(text.replace(/ (\d\d:?\d\d)$/, '+$1'))
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(date.getTime())) return date
  const message = 'must be an ISO 8601 date such as 2026-03-01T09:30:00Z'
  const details = [{ path: name, message }]
  throw new PlatformError('invalid_request', `'${name}' ${message}`, { details })
}
