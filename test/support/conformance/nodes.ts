import { startPlatform, type Platform, type PlatformOptions } from '../start-platform.ts'

/** What a connector is measured on. */
export interface Nodes {
  readonly platform: Platform
  /** Another node of the same platform, whose calls end soon: for vendors that say nothing. */
  readonly impatient: Platform
}

const impatienceMs = 1500

/** Starts both, and the simulated vendors; they are closed after the `describe` in which this is called. */
export async function startNodes(options: Pick<PlatformOptions, 'folders'> = {}): Promise<Nodes> {
  const platform = await startPlatform(options)
  const more = { beside: platform, callTimeoutMs: impatienceMs }
  return { platform, impatient: await startPlatform({ ...options, ...more }) }
}
