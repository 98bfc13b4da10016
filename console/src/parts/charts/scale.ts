/** Arithmetic of charts. Pure. */

/** Round marks from 0 to at least `most`, about `wanted` of them. */
export function marksUpTo(most: number, wanted = 4): number[] {
  if (!(most > 0)) return [0, 1]
  const rough = most / wanted
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * size >= rough) ?? 10) * size
  const count = Math.ceil(most / step - 1e-9)
  // 0.1 * 3 is no 0.3.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

/** Every n-th of `count` places is labelled, so that labels have `least` pixels each. */
export function labelEvery(count: number, width: number, least: number): number {
  return Math.max(1, Math.ceil((count * least) / Math.max(width, 1)))
}
