/**
 * The load generator: so many connections that each send the next request when the answer to the last is whole.
 * Plain sockets and a parser for the one kind of answer that comes, so that little of the machine is spent here.
 * Takes one JSON job a line on stdin and answers one JSON result a line.
 */
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

interface Job {
  port: number
  path: string
  headers: Record<string, string>
  /** Values of `authorization`, of which each request has one by chance; none leaves `headers` as they are. */
  authorizations?: readonly string[]
  /** Each in turn instead, from this one on. */
  firstAuthorization?: number
  connections: number
  warmMs: number
  measureMs: number
}

interface Result {
  /** All answers, those before and after the measured time too. */
  calls: number
  perSecond: number
  p50Ms: number
  p99Ms: number
  failures: number
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line) as Job))}\n`)
}

function run(job: Job): Promise<Result> {
  const nextRequest = requestsOf(job)
  const startAt = performance.now() + job.warmMs
  const endAt = startAt + job.measureMs
  const latencies: number[] = []
  let calls = 0
  let failures = 0
  let open = job.connections
  return new Promise((resolve, reject) => {
    for (let index = 0; index < job.connections; index += 1) {
      const socket = connect({ port: job.port, host: '127.0.0.1', noDelay: true })
      exchange(socket, nextRequest, {
        onAnswer: (status, startedAt, now) => {
          calls += 1
          if (startedAt >= startAt && now <= endAt) {
            latencies.push(now - startedAt)
            if (status !== 200) failures += 1
          }
          return now < endAt
        },
        onEnd: () => {
          open -= 1
          if (open === 0) resolve({ calls, ...summary(latencies, failures, job.measureMs) })
        },
        onError: reject,
      })
    }
  })
}

/** Answers the bytes of the next request. */
function requestsOf(job: Job): () => Buffer {
  const bytesOf = (headers: Record<string, string>): Buffer => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    return Buffer.from(
      `GET ${job.path} HTTP/1.1\r\nhost: 127.0.0.1:${job.port}\r\n${lines.join('')}\r\n`,
    )
  }
  const { authorizations, firstAuthorization } = job
  if (authorizations === undefined) {
    const only = bytesOf(job.headers)
    return () => only
  }
  const all = authorizations.map((authorization) => bytesOf({ ...job.headers, authorization }))
  if (firstAuthorization === undefined) {
    return () => all[Math.floor(Math.random() * all.length)] as Buffer
  }
  let next = firstAuthorization
  return () => all[next++ % all.length] as Buffer
}

interface Listener {
  /** Answers whether to send another request. */
  onAnswer(status: number, startedAt: number, now: number): boolean
  onEnd(): void
  onError(error: Error): void
}

function exchange(socket: Socket, nextRequest: () => Buffer, listener: Listener): void {
  let startedAt = 0
  let status = 0
  /** Bytes of the body still to come; -1 while the head is read. */
  let missing = -1
  let head = ''
  const send = (): void => {
    startedAt = performance.now()
    socket.write(nextRequest())
  }
  socket.on('connect', send)
  socket.on('error', (error) => listener.onError(error))
  socket.on('data', (chunk: Buffer) => {
    if (missing < 0) {
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      status = Number(head.slice(9, 12))
      const length = /\r\ncontent-length: (\d+)/i.exec(head.slice(0, end))
      if (length === null)
        return listener.onError(new Error(`no content-length: ${head.slice(0, end)}`))
      missing = Number(length[1]) - (head.length - end - 4)
      head = ''
    } else missing -= chunk.length
    if (missing > 0) return
    missing = -1
    if (listener.onAnswer(status, startedAt, performance.now())) return send()
    socket.destroy()
    listener.onEnd()
  })
}

function summary(latencies: number[], failures: number, measureMs: number): Omit<Result, 'calls'> {
  const sorted = latencies.toSorted((left, right) => left - right)
  const at = (share: number): number =>
    sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
  return {
    perSecond: (latencies.length / measureMs) * 1000,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    failures,
  }
}
