/** "1 call", "1,200 calls"; `plural` where an s is not enough. */
export function countWords(count: number, one: string, plural = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : plural}`
}
