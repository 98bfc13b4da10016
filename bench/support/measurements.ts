/** What the load generator found, and medians of it. */
export interface Result {
  /** All answers, those before and after the measured time too. */
  calls: number
  perSecond: number
  p50Ms: number
  p99Ms: number
  failures: number
}

/** With the processor time of a call, in microseconds; NaN where it is not known. */
export interface Measured extends Result {
  serverMicroseconds: number
  databaseMicroseconds: number
}

export type Shape = 'small' | 'list' | 'many'

export class Measurements {
  readonly #results = new Map<string, Measured[]>()

  add(name: string, shape: Shape, result: Measured): void {
    if (result.failures > 0) throw new Error(`${name} ${shape}: ${result.failures} failed answers`)
    const key = `${name} ${shape}`
    this.#results.set(key, [...(this.#results.get(key) ?? []), result])
  }

  median(name: string, shape: Shape, figure: keyof Measured): number {
    const values = (this.#results.get(`${name} ${shape}`) ?? []).map((result) => result[figure])
    return median(values)
  }

  /** Median of one's calls per second divided by the other's in the same round: what slows the machine slows both. */
  ratio(name: string, other: string, shape: Shape): number {
    const others = this.#results.get(`${other} ${shape}`) ?? []
    const ratios = (this.#results.get(`${name} ${shape}`) ?? []).map(
      (result, round) => result.perSecond / (others[round]?.perSecond ?? Number.NaN),
    )
    return median(ratios)
  }

  lastLine(): string {
    return [...this.#results]
      .map(([key, results]) => `${key} ${Math.round(results.at(-1)?.perSecond ?? 0)}/s`)
      .join(', ')
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle - 0.5)] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}
