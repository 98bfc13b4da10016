/**
 * Sends to one subscription while its lease holds: takes what is due in order, keeps a few requests under way, and
 * writes down what they come to. Few at first and after a failure, up to ten while all goes well; after several
 * failures in a row it ends, and the next one begins with a single try.
 */
import { toError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Database } from '../../storage/database.ts'
import type { Vault } from '../../vault/seal.ts'
import { openConfig, type SubscriptionConfig } from '../subscription-config.ts'
import { createBell } from './bell.ts'
import { forgetJobs, takeJobs, type Job } from './job-store.ts'
import { leaseSeconds, readLane, release, type LaneState, type Lease } from './lane-store.ts'
import { outcomeOf, type Outcome, type Try } from './outcome.ts'
import type { Result } from './result-store.ts'
import type { ResultWriter } from './result-writer.ts'
import { failuresBeforeRest } from './schedule.ts'
import type { Slots } from './slots.ts'
import type { Transport } from './transport.ts'

export interface LaneParts {
  readonly database: Database
  readonly vault: Vault
  readonly slots: Slots
  readonly results: ResultWriter
  readonly transports: { readonly webhook: Transport; readonly email: Transport }
  /** A number in [0, 1). */
  readonly random: () => number
  readonly log: Log
  /** Whether subscriptions wait that this node has no room for. */
  readonly isCrowded: () => boolean
  /** Told of every try that ended. */
  readonly onTry: (outcome: Outcome) => void
  /** How long it waits for more before it gives the lease back, in milliseconds. */
  readonly lingerMs: number
}

/** Requests to one subscription at once. */
const mostUnderWay = 10
/**
 * Sent and not written down yet: what a node that dies here will have sent twice. A commit takes as long as many requests
 * do, so fewer would wait for the disk: with 20 a quarter less was sent in the same time, with 12 half.
 */
const mostUnwritten = 30
const mostTaken = 50
/** Nothing is sent in the last seconds of a lease that could not be renewed. */
const safeLeaseMs = (leaseSeconds - 3) * 1000
/** Where others wait, each gets so long. */
const turnMs = 1000

export class Lane {
  readonly lease: Lease
  /** Resolves when the lease was given back; never rejects. */
  readonly ended: Promise<void>
  readonly #parts: LaneParts
  readonly #bell = createBell()
  readonly #givingUp = new AbortController()
  readonly #began = performance.now()
  #leasedAt = performance.now()
  #state: LaneState | undefined
  #config: SubscriptionConfig | undefined
  #waiting: Job[] = []
  /** All that is in hand: waiting here, under way, or not written down yet. */
  readonly #held = new Set<number>()
  #underWay = 0
  #allowed = 1
  #failures = 0
  #isStale = false
  #mayBeMore = true
  #isOver = false
  #isLost = false

  constructor(lease: Lease, parts: LaneParts) {
    this.lease = lease
    this.#parts = parts
    this.ended = this.#live()
  }

  /** There is more to send, or the subscription was changed. */
  poke(): void {
    this.#isStale = true
    this.#mayBeMore = true
    this.#bell.ring()
  }

  /** Whether it was poked and has not looked since. */
  get isPoked(): boolean {
    return this.#isStale
  }

  renewed(at: number): void {
    this.#leasedAt = at
  }

  /** Another node has the lease: what is under way ends, and counts for nothing. */
  lost(): void {
    this.#isLost = true
    this.#isOver = true
    this.#bell.ring()
  }

  /** Sends nothing more; what is under way goes on. */
  end(): void {
    this.#isOver = true
    this.#bell.ring()
  }

  /** Ends what is under way, too. */
  giveUp(): void {
    this.end()
    this.#givingUp.abort()
  }

  async #live(): Promise<void> {
    const { database, log } = this.#parts
    const { id } = this.lease
    try {
      await this.#run()
    } catch (error) {
      log.error({ err: toError(error), subscriptionId: id }, 'sending to a subscription failed')
    }
    this.#isOver = true
    this.#drop()
    while (this.#held.size > 0) await this.#bell.wait()
    if (this.#isLost) return
    try {
      await release(database.db, this.lease)
    } catch (error) {
      log.warn({ err: toError(error), subscriptionId: id }, 'a lease was left to run out')
    }
  }

  async #run(): Promise<void> {
    while (this.#isOurs()) {
      if (this.#isStale || (this.#waiting.length === 0 && this.#mayBeMore)) await this.#refill()
      const [job] = this.#waiting
      if (job === undefined) {
        if (this.#mayBeMore) continue
        if (this.#held.size > 0) await this.#bell.wait()
        else if (!(await this.#bell.wait(this.#parts.lingerMs))) return
      } else if (this.#isFull()) {
        await this.#bell.wait()
      } else {
        this.#waiting.shift()
        void this.#deliver(job)
      }
    }
  }

  #isOurs(): boolean {
    const now = performance.now()
    if (now - this.#leasedAt > safeLeaseMs) return false
    return !this.#isOver && !(this.#parts.isCrowded() && now - this.#began > turnMs)
  }

  #isFull(): boolean {
    const unwritten = this.#held.size - this.#waiting.length
    return this.#underWay >= this.#allowed || unwritten >= mostUnwritten
  }

  /** Reads how the subscription stands, and takes what is due when nothing waits here. */
  async #refill(): Promise<void> {
    const { db } = this.#parts.database
    this.#isStale = false
    const state = await readLane(db, this.lease)
    if (state === undefined) {
      this.end()
      return
    }
    this.#enter(state)
    if (this.#waiting.length > 0) return
    const decides = this.#failures >= failuresBeforeRest
    const limit = decides ? 1 : mostTaken
    // A try that decides is the only one.
    if (decides && this.#held.size > 0) {
      this.#mayBeMore = false
      return
    }
    this.#mayBeMore = false
    const jobs = await takeJobs(db, this.lease, [...this.#held], limit, decides)
    if (jobs.length > 0) this.#mayBeMore = true
    const gone = jobs.filter(({ body }) => body === undefined)
    if (gone.length > 0) {
      const ids = gone.map(({ notificationId }) => notificationId)
      await forgetJobs(db, this.lease, ids)
    }
    this.#waiting = jobs.filter(({ body }) => body !== undefined)
    for (const { notificationId } of this.#waiting) this.#held.add(notificationId)
  }

  #enter(state: LaneState): void {
    const before = this.#state
    if (before === undefined) this.#failures = state.failures
    if (before === undefined || !before.configSealed.equals(state.configSealed)) {
      this.#config = openConfig(this.#parts.vault, this.lease, state.configSealed)
    }
    this.#state = state
  }

  async #deliver(job: Job): Promise<void> {
    this.#underWay += 1
    const result = await this.#attempt(job)
    this.#underWay -= 1
    this.#bell.ring()
    if (result !== undefined && !(await this.#parts.results.write(result))) this.lost()
    this.#held.delete(job.notificationId)
    this.#bell.ring()
  }

  async #attempt(job: Job): Promise<Result | undefined> {
    const { slots, transports, log } = this.#parts
    const [state, config] = [this.#state, this.#config]
    if (state === undefined || config === undefined || job.body === undefined) return undefined
    const { destination } = state
    const transport = state.channel === 'email' ? transports.email : transports.webhook
    const free = await slots.take({
      organizationId: this.lease.organizationId,
      subscriptionId: this.lease.id,
      origin: transport.originOf(destination),
    })
    try {
      if (!this.#isOurs()) return undefined
      const start = performance.now()
      const { notificationId, createdAt, body, hops } = job
      const { signal } = this.#givingUp
      const { id: subscriptionId, organizationId } = this.lease
      const told = { notificationId, body, hops, organizationId, subscriptionId }
      const tried = await transport
        .send({ ...told, destination, config, signal })
        .catch((error: unknown): Try => {
          // A fault of ours must not keep the others waiting.
          log.error({ err: toError(error), ...this.lease }, 'a delivery could not be tried')
          return { failure: 'invalid_request' }
        })
      if (tried === undefined) return undefined
      const durationMs = performance.now() - start
      const { status, failure, answer } = tried
      const outcome = this.#judge(job, tried, state)
      return {
        lease: this.lease,
        notificationId,
        createdAt,
        outcome,
        durationMs,
        status,
        failure,
        answer,
      }
    } finally {
      free()
    }
  }

  /** What it came to, and what that means for the others. */
  #judge(job: Job, tried: Try, state: LaneState): Outcome {
    const outcome = outcomeOf(tried, {
      tries: job.tries + 1,
      failures: this.#failures,
      policy: state.policy,
      mayBeDisabled: state.origin !== 'mail',
      random: this.#parts.random(),
    })
    this.#parts.onTry(outcome)
    if (tried.failure === undefined) {
      this.#allowed = Math.min(mostUnderWay, this.#allowed * 2)
      // The one try that decided went well.
      if (this.#failures > 0) this.#mayBeMore = true
    } else {
      // Those that were under way together fail together, and count as one more reason to rest only once.
      const isOneOfMany = this.#isOver && this.#failures >= failuresBeforeRest
      this.#allowed = 1
      if (isOneOfMany) return { ...outcome, failures: this.#failures, restMs: 0 }
      if (outcome.restMs > 0 || outcome.disable !== undefined) this.end()
    }
    this.#failures = outcome.failures
    return outcome
  }

  /** What waits here is left to the next lease. */
  #drop(): void {
    for (const { notificationId } of this.#waiting) this.#held.delete(notificationId)
    this.#waiting = []
  }
}
