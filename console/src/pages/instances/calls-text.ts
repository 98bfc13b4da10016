/** How many calls there were and how many of them failed: `10 calls, 3 failed`. */
export function callsText(count: number, failed: number): string {
  const calls = `${count.toLocaleString('en')} ${count === 1 ? 'call' : 'calls'}`
  return `${calls}, ${failed === 0 ? 'none' : failed.toLocaleString('en')} failed`
}
