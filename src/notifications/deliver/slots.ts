/**
 * How many requests this node has under way, shared fairly: a free slot goes to the next organization in turn, and
 * within it to the next subscription in turn. No endpoint holds more than a quarter, no organization more than a half.
 */

export interface SlotFor {
  readonly organizationId: number
  readonly subscriptionId: number
  /** Scheme, host and port: several subscriptions may share an endpoint. */
  readonly origin: string
}

export interface Slots {
  /** Resolves when a slot is free; call what it answers when the request is done. */
  take(wanted: SlotFor): Promise<() => void>
}

interface Waiter {
  readonly wanted: SlotFor
  readonly grant: (free: () => void) => void
}

export function createSlots(total = 64): Slots {
  const mostOfOrigin = Math.max(1, Math.floor(total / 4))
  const mostOfOrganization = Math.max(1, Math.floor(total / 2))
  const byOrigin = new Map<string, number>()
  const byOrganization = new Map<number, number>()
  /** In turn: whoever was served goes to the end. */
  const waiting = new Map<number, Map<number, Waiter[]>>()
  let taken = 0

  const fits = ({ origin, organizationId }: SlotFor) =>
    taken < total &&
    (byOrigin.get(origin) ?? 0) < mostOfOrigin &&
    (byOrganization.get(organizationId) ?? 0) < mostOfOrganization

  function occupy(wanted: SlotFor): () => void {
    taken += 1
    add(byOrigin, wanted.origin, 1)
    add(byOrganization, wanted.organizationId, 1)
    return () => {
      taken -= 1
      add(byOrigin, wanted.origin, -1)
      add(byOrganization, wanted.organizationId, -1)
      serve()
    }
  }

  /** The first of those in turn for whom there is room. */
  function next(): Waiter | undefined {
    for (const [organizationId, lanes] of waiting) {
      for (const [subscriptionId, queue] of lanes) {
        const [first] = queue
        if (first === undefined || !fits(first.wanted)) continue
        queue.shift()
        lanes.delete(subscriptionId)
        if (queue.length > 0) lanes.set(subscriptionId, queue)
        waiting.delete(organizationId)
        if (lanes.size > 0) waiting.set(organizationId, lanes)
        return first
      }
    }
    return undefined
  }

  function serve(): void {
    while (taken < total) {
      const waiter = next()
      if (waiter === undefined) return
      waiter.grant(occupy(waiter.wanted))
    }
  }

  return {
    take(wanted) {
      // Nobody waits whom there is room for, so whoever comes now passes nobody.
      if (fits(wanted)) return Promise.resolve(occupy(wanted))
      return new Promise((grant) => {
        const lanes = waiting.get(wanted.organizationId) ?? new Map<number, Waiter[]>()
        waiting.set(wanted.organizationId, lanes)
        const queue = lanes.get(wanted.subscriptionId) ?? []
        lanes.set(wanted.subscriptionId, queue)
        queue.push({ wanted, grant })
      })
    },
  }
}

function add<K>(counts: Map<K, number>, key: K, change: number): void {
  const count = (counts.get(key) ?? 0) + change
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}
