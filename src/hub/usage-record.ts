/** What is kept of one hub call. */
export interface UsageRecord {
  readonly id: string
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
