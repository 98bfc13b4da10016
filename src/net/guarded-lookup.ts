/**
 * Name lookups whose answers are checked before a socket sees them. The socket is given exactly the checked
 * addresses, so a name that changes between check and connection gains nothing.
 */
import type { LookupAddress, LookupOptions } from 'node:dns'
import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { type AllowRule, mayConnect, parseAddress } from './addresses.ts'
import { blockedName } from './destination.ts'
import { SendError } from './sender.ts'

/** Answers all addresses of a name, in the order in which they should be tried. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>

/** What the machine itself would use: hosts file, then name servers. */
export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true })

/**
 * All addresses of a name; one that is not allowed spoils them all.
 * @throws SendError `dns` or `blocked`
 */
export async function resolveChecked(
  hostname: string,
  port: number,
  allow: readonly AllowRule[],
  resolve: Resolve,
): Promise<readonly LookupAddress[]> {
  let found: readonly LookupAddress[]
  try {
    found = await resolve(hostname)
  } catch (cause) {
    throw new SendError('dns', 'before', `The name ${hostname} cannot be resolved`, { cause })
  }
  if (found.length === 0) {
    throw new SendError('dns', 'before', `The name ${hostname} has no address`)
  }
  const allAllowed = found.every(({ address }) => {
    const parsed = parseAddress(address)
    return parsed !== undefined && mayConnect(parsed, port, allow)
  })
  if (!allAllowed) throw blockedName(hostname, port)
  return found
}

/** The same as a lookup function for `net.connect` to one port. */
export function guardedLookup(
  port: number,
  allow: readonly AllowRule[],
  resolve: Resolve,
): LookupFunction {
  return (hostname: string, options: LookupOptions, answer) => {
    resolveChecked(hostname, port, allow, resolve).then(
      (found) => {
        const [first] = found
        if (options.all === true) answer(null, [...found])
        else answer(null, first?.address ?? '', first?.family)
      },
      (error: NodeJS.ErrnoException) => answer(error, ''),
    )
  }
}
