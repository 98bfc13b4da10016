/** Misbehaviours that have a name; any HTTP status from 400 to 599 can be played as well. */
const namedFaults = [
  'timeout',
  'reset',
  'truncate',
  'slow',
  'revoked',
  'empty',
  'html',
  'oversized',
  'notjson',
  'statusline',
] as const

type NamedFault = (typeof namedFaults)[number]

/** A misbehaviour to play on matching requests. */
export interface FaultRule {
  readonly id: string
  readonly vendor: string
  /** Substring of path and query, or `METHOD /substring`. Empty matches every request. */
  readonly match: string
  readonly fault: NamedFault | number
  /** How often it is still to be played. */
  times: number
  /** So many matching requests pass unharmed first. */
  skip: number
  /** `after` lets the request take effect and spoils only the answer. */
  readonly when: 'before' | 'after'
  /** Status sent by `empty`, `html`, `notjson` and `oversized`; 200 when absent. */
  readonly status?: number
  /** Waiting time of `slow` (default 2000) and `timeout` (default: until the caller gives up). */
  readonly delayMs?: number
  /** Value of Retry-After for a status fault; 1 for 429, absent for others. */
  readonly retryAfterSeconds?: number
  /** Size of an `oversized` body; 64 MiB when absent. */
  readonly bytes?: number
  /** Body sent instead of the fault's own. */
  readonly body?: string
}

/** What a test says about a new rule; the rest has defaults. */
export type NewFault = Omit<FaultRule, 'id' | 'vendor' | 'times' | 'skip' | 'when'> &
  Partial<Pick<FaultRule, 'times' | 'skip' | 'when'>>

/** Reads a fault's name or status from a number or from text; undefined when there is no such fault. */
export function readFaultKind(value: number | string): NamedFault | number | undefined {
  const status = Number(value)
  if (Number.isInteger(status)) return status >= 400 && status <= 599 ? status : undefined
  const name = String(value).toLowerCase()
  return namedFaults.find((fault) => fault === name)
}

/** The rules in force. The oldest rule that fits a request is played. */
export class FaultBook {
  #rules: FaultRule[] = []
  #sequence = 0

  add(vendor: string, fault: NewFault): FaultRule {
    this.#sequence += 1
    const rule: FaultRule = {
      ...fault,
      id: `fault-${this.#sequence}`,
      vendor,
      times: fault.times ?? 1,
      skip: fault.skip ?? 0,
      when: fault.when ?? 'before',
    }
    this.#rules.push(rule)
    return rule
  }

  list(vendor: string): FaultRule[] {
    return this.#rules.filter((rule) => rule.vendor === vendor)
  }

  clear(vendor: string): void {
    this.#rules = this.#rules.filter((rule) => rule.vendor !== vendor)
  }

  /** Finds the rule to play for a request and counts it down. `target` is path and query as received. */
  take(vendor: string, method: string, target: string): FaultRule | undefined {
    for (const rule of this.#rules) {
      if (rule.vendor !== vendor || !matches(rule.match, method, target)) continue
      if (rule.skip > 0) {
        rule.skip -= 1
        continue
      }
      rule.times -= 1
      if (rule.times <= 0) this.#rules = this.#rules.filter((other) => other !== rule)
      return rule
    }
    return undefined
  }
}

function matches(match: string, method: string, target: string): boolean {
  const verb = /^([A-Z]+) (.*)$/.exec(match)
  if (verb === null) return target.includes(match)
  return verb[1] === method && target.includes(verb[2] ?? '')
}
