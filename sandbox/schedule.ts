interface Job {
  /** Milliseconds since 1970, in the time of the schedule. */
  readonly dueAt: number
  readonly run: () => Promise<unknown>
}

/** Node's timers hold no longer waits. */
const longestTimerMs = 2 ** 31 - 1

/**
 * A vendor's time and what will happen in it. Time runs like the given clock, and can be moved
 * forward. One timer serves all jobs, and keeps no process alive.
 */
export class Schedule {
  readonly #clock: () => number
  #aheadMs = 0
  /** The next one last. */
  #jobs: Job[] = []
  #timer: NodeJS.Timeout | undefined
  #moves: Promise<void> = Promise.resolve()
  #moving = false
  /** Changes when everything is forgotten. */
  #era = 0

  constructor(clock: () => number) {
    this.#clock = clock
  }

  /** Milliseconds since 1970. */
  readonly now = (): number => this.#clock() + this.#aheadMs

  /** How many jobs wait. */
  get size(): number {
    return this.#jobs.length
  }

  /** Runs a job when its time has come; at once, if that is past. Jobs of one moment keep their order. */
  at(dueAt: number, run: () => Promise<unknown>): void {
    let low = 0
    let high = this.#jobs.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#jobs[middle]?.dueAt ?? 0) > dueAt) low = middle + 1
      else high = middle
    }
    this.#jobs.splice(low, 0, { dueAt, run })
    this.#setTimer()
  }

  /**
   * Moves time forward to a moment and runs what becomes due until then, one job after another,
   * each at its own time; also what these jobs add. A moment in the past moves nothing.
   */
  advanceTo(moment: number): Promise<void> {
    const move = this.#moves.then(() => this.#advanceTo(moment))
    this.#moves = move.catch(() => undefined)
    return move
  }

  /** Forgets all jobs and returns to the time of the clock. */
  clear(): void {
    this.#jobs = []
    this.#aheadMs = 0
    this.#era += 1
    clearTimeout(this.#timer)
  }

  async #advanceTo(moment: number): Promise<void> {
    const era = this.#era
    this.#moving = true
    try {
      while (era === this.#era) {
        const job = this.#jobs.at(-1)
        if (job === undefined || job.dueAt > moment) break
        this.#jobs.pop()
        this.#moveTo(job.dueAt)
        await job.run()
      }
      if (era === this.#era) this.#moveTo(moment)
    } finally {
      this.#moving = false
      this.#setTimer()
    }
  }

  #moveTo(moment: number): void {
    this.#aheadMs += Math.max(0, moment - this.now())
  }

  #setTimer(): void {
    clearTimeout(this.#timer)
    const next = this.#jobs.at(-1)
    if (next === undefined || this.#moving) return
    // Not sooner than in a few milliseconds: a clock that stands still would be asked all the time.
    const wait = Math.min(Math.max(next.dueAt - this.now(), 5), longestTimerMs)
    this.#timer = setTimeout(() => this.#runDue(), wait)
    this.#timer.unref()
  }

  #runDue(): void {
    for (;;) {
      const job = this.#jobs.at(-1)
      if (job === undefined || job.dueAt > this.now()) break
      this.#jobs.pop()
      job.run().catch((error: unknown) => console.error(error))
    }
    this.#setTimer()
  }
}
