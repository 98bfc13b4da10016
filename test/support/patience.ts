/** Loaded before every test file: `vi.waitFor` waits as long as `expect.poll`; its usual second is too short on a loaded machine. */
import { vi } from 'vitest'

const timeout = 15_000
const waitFor = vi.waitFor

vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout, ...options })
