import type { Misbehaviour } from './misbehaviour.ts'

/** Where webhooks go, and the client secret that signs them. */
export interface WebhookTarget {
  readonly url: string
  readonly clientSecret: string
  /** Only these types are sent; all when absent. */
  readonly events?: readonly string[]
  /** Sent behind the vendor's own headers. */
  readonly headers?: Readonly<Record<string, string>>
}

/** So long without success, and the vendor switches an app's webhooks off. */
const patienceMs = 14 * 86_400_000

/** One address that hears of changes, and how it has fared. */
export class Endpoint {
  /** `store`, `app <clientId>` or `instant notification`. */
  readonly name: string
  target: WebhookTarget
  misbehaviour: Misbehaviour | undefined
  /** Nobody wants it any more: what still waits for it is not sent. */
  closed = false
  /** Events that were not sent because it was blocked. */
  suppressed = 0
  #failingSince: number | undefined
  #lastSuccessAt: number | undefined
  #blockedAt: number | undefined

  constructor(name: string, target: WebhookTarget) {
    this.name = name
    this.target = target
  }

  /** Notes how an attempt went. `now` is in milliseconds since 1970. */
  note(delivered: boolean, now: number): void {
    if (delivered) {
      this.#failingSince = undefined
      this.#lastSuccessAt = now
    } else this.#failingSince ??= now
  }

  /** Whether two weeks (divided by `speed`) have passed since the first of nothing but failures. */
  isBlocked(now: number, speed: number): boolean {
    if (this.#failingSince === undefined) return false
    const endsAt = this.#failingSince + patienceMs / speed
    if (now >= endsAt) this.#blockedAt ??= endsAt
    return this.#blockedAt !== undefined
  }

  /** Begins anew, as when the vendor's support has switched the webhooks on again. */
  unblock(): void {
    this.#failingSince = undefined
    this.#blockedAt = undefined
    this.suppressed = 0
  }

  /** What tests and the admin page see; moments are ISO times or null. */
  summary(now: number, speed: number) {
    return {
      url: this.target.url,
      events: this.target.events ?? null,
      headers: this.target.headers ?? {},
      blocked: this.isBlocked(now, speed),
      blockedAt: isoOf(this.#blockedAt),
      failingSince: isoOf(this.#failingSince),
      lastSuccessAt: isoOf(this.#lastSuccessAt),
      suppressed: this.suppressed,
      misbehaviour: this.misbehaviour?.settings ?? null,
    }
  }
}

function isoOf(moment: number | undefined): string | null {
  return moment === undefined ? null : new Date(moment).toISOString()
}
