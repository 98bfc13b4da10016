/**
 * Loaded before every test file: the file fails when it leaves a server, connection, program or timer behind
 * that would keep a process alive. What is closing gets a moment.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, expect } from 'vitest'

const patienceMs = 10_000

/** Names as Node gives them to what keeps its loop running. */
const watched = new Set([
  'TCPServerWrap',
  'TCPSocketWrap',
  'TCPWrap',
  'PipeWrap',
  'PipeServerWrap',
  'ProcessWrap',
  'Timeout',
  'FSEventWrap',
  'MessagePort',
  'Worker',
])

function activeResources(): string[] {
  return process.getActiveResourcesInfo().filter((name) => watched.has(name))
}

/** What is active now beyond what was at the beginning. */
function leftovers(atFirst: readonly string[]): string[] {
  const rest = [...atFirst]
  return activeResources().filter((name) => {
    const index = rest.indexOf(name)
    if (index === -1) return true
    rest.splice(index, 1)
    return false
  })
}

const atFirst = activeResources()

// Registered first, so it runs after the hooks of the file.
afterAll(async () => {
  const end = performance.now() + patienceMs
  // The pause itself is no timer that counts, as it is over when we look.
  while (leftovers(atFirst).length > 0 && performance.now() < end) await delay(20)
  expect(leftovers(atFirst), 'what this file left open').toEqual([])
})
