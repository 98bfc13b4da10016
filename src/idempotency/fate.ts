/** What becomes of a key when its request was answered. Pure. */

export interface Finished {
  /** Of the answer. */
  readonly status: number
  /** Something may have been created although the answer is an error. */
  readonly mayHaveActed: boolean
}

/**
 * - `keep`: a repeat gets the same answer
 * - `release`: nothing was done and trying again may help, so the key is free for it
 * - `unknown`: it failed on the way and may have been done; a repeat must not do it again
 */
export type Fate = 'keep' | 'release' | 'unknown'

export function fateOf({ status, mayHaveActed }: Finished): Fate {
  if (!mayPass(status)) return 'keep'
  return mayHaveActed ? 'unknown' : 'release'
}

/** The same request may be answered otherwise once somebody renewed credentials, paid, granted, or waited. */
function mayPass(status: number): boolean {
  return [401, 402, 403, 408, 429].includes(status) || status >= 500
}
