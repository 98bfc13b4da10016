/**
 * Polls what is due: some sources at once, each under a lease that is renewed while its pages are read. What is due is
 * decided by the database's clock, so it does not matter which node looks, or how its own clock goes.
 */
import { toError } from '../../core/errors.ts'
import { createWorkLoop, type WorkLoop } from '../../jobs/work-loop.ts'
import { pollSource, type PollOutcome, type PollParts } from './poll-source.ts'
import { LeaseLost, type ClaimedSource } from './source.ts'
import { claimSources, leaseS, renewLease, writeSource } from './sources-store.ts'

export interface Poller extends WorkLoop {
  /** Polls what is due and answers how many sources that were; for who runs no loop. */
  pollDue(): Promise<number>
  counts(): Readonly<Record<PollOutcome, number>>
}

/** Polls of this node at the same time. */
const mostAtOnce = 8
/** Of them, those of one organization: slow vendors of one do not hold all places. */
const mostOfOrganization = 2
const renewEveryMs = (leaseS * 1000) / 3

export function createPoller(parts: PollParts): Poller {
  const { database, log } = parts
  const running = new Map<Promise<void>, number>()
  const counts = { read: 0, unchanged: 0, postponed: 0, failed: 0, lost: 0 }
  const closing = new AbortController()

  async function run(source: ClaimedSource): Promise<void> {
    let isLost = false
    const keeper = setInterval(() => {
      renewLease(database.db, source).then(
        (isMine) => (isLost ||= !isMine),
        // The database is away for a moment; the commit looks at the fence anyway.
        (error: unknown) => log.debug({ err: toError(error) }, 'a lease was not renewed'),
      )
    }, renewEveryMs)
    keeper.unref()
    try {
      const outcome = await pollSource(parts, source, () => {
        if (isLost || closing.signal.aborted) throw new LeaseLost()
      })
      counts[outcome] += 1
      if (outcome === 'lost' && !isLost) await release(source)
    } finally {
      clearInterval(keeper)
    }
  }

  /** The program stops: another node need not wait for the lease to run out. */
  async function release(source: ClaimedSource): Promise<void> {
    const over = { nextInS: 0, outcome: 'postponed' } as const
    await database
      .transaction((trx) => writeSource(trx, source, { over }))
      .catch((error: unknown) => log.debug({ err: toError(error) }, 'a lease was not given back'))
  }

  async function claim(): Promise<Promise<void>[]> {
    const free = mostAtOnce - running.size
    if (free <= 0) return []
    const busy = [...running.values()]
    const claimed = await claimSources(database.db, free, { busy, most: mostOfOrganization })
    return claimed.map((source) => {
      const poll = run(source).finally(() => {
        running.delete(poll)
        loop.wake()
      })
      running.set(poll, source.organizationId)
      return poll
    })
  }

  const loop = createWorkLoop({
    failure: 'looking for sources to poll failed',
    // Each poll that ends wakes the loop, which then fills the free place. Who found some looks again: organizations
    // with as much as they may have are stepped over then.
    work: async () => {
      const polls = await claim()
      void Promise.all(polls)
      return polls.length > 0
    },
    log,
  })

  return {
    start: () => loop.start(),
    wake: () => loop.wake(),
    async close() {
      closing.abort()
      await loop.close()
      await Promise.all(running.keys())
    },
    async pollDue() {
      const polls = await claim()
      await Promise.all(polls)
      return polls.length
    },
    counts: () => counts,
  }
}
