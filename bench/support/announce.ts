import type { Server } from 'node:http'

/** Tells the parent where a server of the benchmark listens, and ends with the parent. */
export function announce(server: Server, more: object = {}): void {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  process.stdout.write(`${JSON.stringify({ event: 'ready', port: address.port, ...more })}\n`)
  process.stdin.on('end', () => process.exit(0)).resume()
  process.on('SIGTERM', () => process.exit(0))
}
