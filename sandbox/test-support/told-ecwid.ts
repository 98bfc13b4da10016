import { afterAll, beforeEach, expect, vi } from 'vitest'
import { type EcwidClient, startEcwid } from './ecwid-client.ts'
import { type HookListener, startHookListener } from './hook-listener.ts'

/** A sandbox and somebody who is told what happens in it. */
interface ToldEcwid {
  readonly ecwid: EcwidClient
  readonly listener: HookListener
  /** Resolves when no webhook is under way. */
  readonly settled: () => Promise<void>
}

/** The secret that signs what store 1003 tells. */
export const clientSecret = 'client-secret'

/**
 * Starts both for the tests of a file. Before each test everything is as new, and store 1003 tells
 * the listener, unless `address` is false.
 */
export async function startToldEcwid(
  options: { readonly clock?: () => number; readonly address?: boolean } = {},
): Promise<ToldEcwid> {
  const ecwid = await startEcwid(options.clock)
  const listener = await startHookListener()
  afterAll(async () => {
    await ecwid.sandbox.close()
    listener.close()
  })
  beforeEach(async () => {
    listener.forget()
    await ecwid.control('POST', '/reset')
    if (options.address === false) return
    await ecwid.control('PUT', '/stores/1003/webhook', { url: listener.url, clientSecret })
  })
  const settled = () =>
    vi.waitFor(async () => {
      expect((await ecwid.control('GET', '/webhooks')).body['sending']).toBe(0)
    })
  return { ecwid, listener, settled }
}
