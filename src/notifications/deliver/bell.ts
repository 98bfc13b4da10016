/** One waits, others ring. A ring that nobody waits for is heard by the next who does. */
export interface Bell {
  ring(): void
  /** True when it rang, false when the time was up first. */
  wait(timeoutMs?: number): Promise<boolean>
}

export function createBell(): Bell {
  let isRung = false
  let hear: ((rang: boolean) => void) | undefined
  return {
    ring() {
      if (hear === undefined) isRung = true
      else hear(true)
    },
    wait(timeoutMs) {
      if (isRung) {
        isRung = false
        return Promise.resolve(true)
      }
      return new Promise((resolve) => {
        const timer =
          timeoutMs === undefined ? undefined : setTimeout(() => hear?.(false), timeoutMs)
        hear = (rang) => {
          clearTimeout(timer)
          hear = undefined
          resolve(rang)
        }
      })
    },
  }
}
