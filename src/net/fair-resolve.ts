/**
 * Lookups take turns. The system's own lookup holds a thread until the name servers answer, and there are few threads
 * for it: a domain whose servers are slow on purpose would keep all others from being resolved.
 */
import type { Resolve } from './guarded-lookup.ts'

/** Lookups of one domain at a time. */
const atOnce = 2
/** Further ones that may wait for their turn. */
const mostWaiting = 64

interface Domain {
  running: number
  readonly waiting: (() => void)[]
}

/** The same lookups, with at most two of a domain at a time and those of one name as one. */
export function fairResolve(resolve: Resolve): Resolve {
  const domains = new Map<string, Domain>()
  const underWay = new Map<string, ReturnType<Resolve>>()

  async function inTurn(hostname: string): ReturnType<Resolve> {
    const name = domainOf(hostname)
    const domain = domains.get(name) ?? { running: 0, waiting: [] }
    domains.set(name, domain)
    if (domain.running >= atOnce) await turnIn(domain)
    else domain.running += 1
    try {
      return await resolve(hostname)
    } finally {
      const next = domain.waiting.shift()
      // The turn goes straight to the next in line.
      if (next !== undefined) next()
      else if (--domain.running === 0) domains.delete(name)
    }
  }

  return (hostname) => {
    const key = hostname.toLowerCase()
    const known = underWay.get(key)
    if (known !== undefined) return known
    const started = inTurn(key).finally(() => underWay.delete(key))
    underWay.set(key, started)
    return started
  }
}

function turnIn({ waiting }: Domain): Promise<void> {
  if (waiting.length >= mostWaiting) throw new Error('Too many names of one domain wait')
  return new Promise((resolve) => {
    waiting.push(resolve)
  })
}

/** The last two labels: nearer to "who runs the name servers" than needed, and never too generous. */
function domainOf(hostname: string): string {
  return hostname.replace(/\.$/, '').split('.').slice(-2).join('.')
}
