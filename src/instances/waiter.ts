import { setTimeout as delay } from 'node:timers/promises'

/** Waits for a time, or less when what is waited for is told to have happened. */
export interface Waiter {
  wait(id: number, delayMs: number): Promise<void>
  wake(id: number): void
}

export function createWaiter(): Waiter {
  const waiting = new Map<number, Set<AbortController>>()
  return {
    async wait(id, delayMs) {
      const controller = new AbortController()
      const others = waiting.get(id) ?? new Set()
      waiting.set(id, others.add(controller))
      await delay(delayMs, undefined, { signal: controller.signal }).catch((error: unknown) => {
        if (!controller.signal.aborted) throw error
      })
      others.delete(controller)
      if (others.size === 0 && waiting.get(id) === others) waiting.delete(id)
    },
    wake(id) {
      for (const controller of waiting.get(id) ?? []) controller.abort()
    },
  }
}
