/** One request that a simulated vendor received, with secrets masked. */
export interface CallRecord {
  readonly requestId: string
  readonly vendor: string
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** ISO time of arrival. */
  readonly at: string
  /** How the caller identified itself: `bearer secret_****abcd`, `query …`, or `none`. */
  readonly auth: string
  readonly contentType?: string
  /** The vendor's trace header, when the caller sent one. */
  readonly traceId?: string
  /** The parsed request body, masked; long ones are left out. */
  readonly body?: unknown
  /** Null while the answer is on its way, and for ever when the connection was cut on purpose. */
  status: number | null
  durationMs: number | null
  /** The fault that was played, if any. */
  fault?: string
}

/** What to keep of the log when reading it; every given member must fit. */
export interface CallFilter {
  readonly vendor?: string
  readonly method?: string
  /** Substring of the path. */
  readonly path?: string
  readonly status?: number
  /** Only calls after the one with this request id. */
  readonly after?: string
  /** The newest so many. */
  readonly limit?: number
}

const capacity = 10_000

/** Remembers the latest calls (10,000 of them), oldest first. */
export class CallLog {
  #records: CallRecord[] = []
  #sequence = 0
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** Notes an arrival; the returned record is completed by {@link finish}. */
  begin(call: Omit<CallRecord, 'requestId' | 'at' | 'status' | 'durationMs'>): CallRecord {
    this.#sequence += 1
    const record: CallRecord = {
      requestId: `call-${this.#sequence}`,
      at: new Date(this.#now()).toISOString(),
      ...call,
      status: null,
      durationMs: null,
    }
    this.#records.push(record)
    if (this.#records.length > capacity * 2) this.#records = this.#records.slice(-capacity)
    return record
  }

  finish(record: CallRecord, status: number | null): void {
    record.status = status
    record.durationMs = this.#now() - Date.parse(record.at)
  }

  list(filter: CallFilter = {}): CallRecord[] {
    let records = this.#records.slice(-capacity)
    if (filter.after !== undefined) {
      const last = records.findIndex((record) => record.requestId === filter.after)
      records = records.slice(last + 1)
    }
    records = records.filter(
      (record) =>
        (filter.vendor === undefined || record.vendor === filter.vendor) &&
        (filter.method === undefined || record.method === filter.method.toUpperCase()) &&
        (filter.path === undefined || record.path.includes(filter.path)) &&
        (filter.status === undefined || record.status === filter.status),
    )
    return filter.limit === undefined || filter.limit <= 0 ? records : records.slice(-filter.limit)
  }

  /** Forgets the calls of one vendor. */
  clear(vendor: string): void {
    this.#records = this.#records.filter((record) => record.vendor !== vendor)
  }
}
