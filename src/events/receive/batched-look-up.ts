/**
 * Whether what strangers name is there at all: whoever asks while a statement runs shares the next one, so that a flood of
 * names that lead nowhere holds nobody up for longer than a moment.
 */
import { toError } from '../../core/errors.ts'
import { unavailable } from './group-commit.ts'

const mostTogether = 500
const mostWaiting = 20_000

interface Asked<Key, Found> {
  readonly key: Key
  readonly resolve: (found: Found | undefined) => void
  readonly reject: (error: Error) => void
}

/**
 * One key by a statement for many; undefined when it is not found. Throws `unavailable` (503) when too many wait.
 * @param find those of the keys that are there, with what is known of each
 */
export function createBatchedLookUp<Key, Found>(
  find: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Found>>,
): (key: Key) => Promise<Found | undefined> {
  const waiting: Asked<Key, Found>[] = []
  let isRunning = false

  async function run(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostTogether)
      try {
        const found = await find([...new Set(batch.map(({ key }) => key))])
        for (const { key, resolve } of batch) resolve(found.get(key))
      } catch (error) {
        for (const { reject } of batch) reject(toError(error))
      }
    }
    isRunning = false
  }

  return async (key) => {
    if (waiting.length >= mostWaiting) throw unavailable('Too many webhooks came at once')
    return new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      if (!isRunning) void run()
    })
  }
}
