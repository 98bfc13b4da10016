/**
 * Of so many pages that were read, how many the table has: 1, 2, 4, 8 … and all in the end. It sorts its rows whenever
 * it gets more, which for each of five hundred pages would take longer than reading them.
 */
export function shownPages(readPages: number, isComplete: boolean): number {
  if (isComplete || readPages === 0) return readPages
  return 2 ** Math.floor(Math.log2(readPages))
}
