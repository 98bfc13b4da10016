/**
 * A customer's app: takes notifications and remembers which events they told of and how long ago those were sent. A line
 * on stdin with `{"forget":true}` begins anew; each line is answered with what arrived since.
 */
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'

export interface Received {
  readonly requests: number
  readonly distinct: number
  readonly p50Ms: number
  readonly p99Ms: number
}

let requests = 0
let ids = new Set<string>()
let latencies: number[] = []

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const now = Date.now()
    const { message } = JSON.parse(Buffer.concat(chunks).toString()) as {
      message: { eventId: string; raw: { sentAt: number } }
    }
    requests += 1
    ids.add(message.eventId)
    latencies.push(now - message.raw.sentAt)
    response.writeHead(200, { 'content-length': 0 }).end()
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  process.stdout.write(`${JSON.stringify({ event: 'ready', port: address.port })}\n`)
})

for await (const line of createInterface({ input: process.stdin })) {
  const sorted = latencies.toSorted((left, right) => left - right)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  const received: Received = { requests, distinct: ids.size, p50Ms: at(0.5), p99Ms: at(0.99) }
  if ((JSON.parse(line) as { forget?: boolean }).forget === true) {
    requests = 0
    ids = new Set()
    latencies = []
  }
  process.stdout.write(`${JSON.stringify(received)}\n`)
}
process.exit(0)
