/** What the load generator found, and medians of it. */
export interface Result {
  perSecond: number
  p50Ms: number
  p99Ms: number
  failures: number
}

export type Shape = 'small' | 'list' | 'many'

export class Measurements {
  readonly #results = new Map<string, Result[]>()

  add(name: string, shape: Shape, result: Result): void {
    if (result.failures > 0) throw new Error(`${name} ${shape}: ${result.failures} failed answers`)
    const key = `${name} ${shape}`
    this.#results.set(key, [...(this.#results.get(key) ?? []), result])
  }

  median(name: string, shape: Shape, figure: keyof Result): number {
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
