/** What is kept of one hub call. */
export interface UsageRecord {
  readonly requestId: string
  readonly organizationId: number
  readonly accountId: number
  readonly userId: number
  readonly instanceId: number | null
  readonly instanceName: string
  readonly connectorKey: string
  readonly hub: string
  readonly method: string
  /** Method and resource path of the definition, `GET /orders/{id}`. */
  readonly api: string
  /** Path as asked with the names of its query parameters; values may be people's data. */
  readonly requestUri: string
  readonly requestIp: string
  readonly status: number
  readonly vendorCalls: number
  readonly durationMs: number
  readonly tags: readonly string[]
  readonly message: string | null
  /** Milliseconds since 1970. */
  readonly at: number
}

/** A record's id: its request id as a UUID of version 8 (RFC 9562), so that either is made of the other. */
export function usageIdOf(requestId: string): string {
  const part = (from: number, to: number): string => requestId.slice(from, to)
  return `${part(0, 8)}-${part(8, 12)}-8${part(12, 15)}-8${part(15, 18)}-${part(18, 24)}000000`
}

/** The request id in a record's id or as it is; undefined for a text that is neither. */
export function requestIdIn(id: string): string | undefined {
  const text = id.toLowerCase()
  if (/^[0-9a-f]{24}$/.test(text)) return text
  const match =
    /^([0-9a-f]{8})-([0-9a-f]{4})-8([0-9a-f]{3})-8([0-9a-f]{3})-([0-9a-f]{6})000000$/.exec(text)
  return match === null ? undefined : match.slice(1).join('')
}
