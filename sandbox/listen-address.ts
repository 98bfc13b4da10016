import { isIP } from 'node:net'

/** Whether the sandbox may listen there: loopback addresses and the name `localhost`. */
export function isBindable(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true
  return isIP(host) === 4 && host.startsWith('127.')
}
