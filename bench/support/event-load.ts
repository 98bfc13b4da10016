/**
 * A vendor that tells of changes: signed webhooks over plain sockets, each with an id and the moment it was sent. Takes
 * one JSON job a line on stdin and answers one JSON result a line. Without `perSecond` each connection sends the next
 * as soon as the last was acknowledged; with it they are sent at that pace, whatever the answers do.
 */
import { createHmac } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { webhookSecret } from './event-connector.ts'

export interface LoadJob {
  readonly port: number
  readonly path: string
  /** The vendor's account that is told of. */
  readonly account: string
  readonly connections: number
  readonly measureMs: number
  readonly perSecond?: number
}

export interface LoadResult {
  readonly acknowledged: number
  readonly refused: number
  readonly perSecond: number
}

let sent = 0

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line) as LoadJob))}\n`)
}

async function run(job: LoadJob): Promise<LoadResult> {
  const lanes = await Promise.all(Array.from({ length: job.connections }, () => open(job)))
  const counts = { acknowledged: 0, refused: 0 }
  const began = performance.now()
  const endAt = began + job.measureMs
  const tell = async (lane: Lane) => {
    const status = await lane.post()
    if (status === 200) counts.acknowledged += 1
    else counts.refused += 1
  }
  if (job.perSecond === undefined) {
    await Promise.all(
      lanes.map(async (lane) => {
        while (performance.now() < endAt) await tell(lane)
      }),
    )
  } else await paced(lanes, job.perSecond, endAt, tell)
  const tookMs = performance.now() - began
  for (const lane of lanes) lane.close()
  return { ...counts, perSecond: (counts.acknowledged / tookMs) * 1000 }
}

/** Each lane sends one at a time; a lane that is still waiting lets the next one send. */
async function paced(
  lanes: readonly Lane[],
  perSecond: number,
  endAt: number,
  tell: (lane: Lane) => Promise<void>,
): Promise<void> {
  const free = [...lanes]
  const underWay: Promise<void>[] = []
  const startAt = performance.now()
  for (let count = 0; performance.now() < endAt;) {
    const due = Math.floor(((performance.now() - startAt) / 1000) * perSecond)
    for (; count < due; count += 1) {
      const lane = free.pop()
      if (lane === undefined) throw new Error('the pace needs more connections')
      underWay.push(tell(lane).then(() => void free.push(lane)))
    }
    await delay(1)
  }
  await Promise.all(underWay)
}

interface Lane {
  post(): Promise<number>
  close(): void
}

async function open({ port, path, account }: LoadJob): Promise<Lane> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  const statuses = answersOf(socket)
  return {
    async post() {
      sent += 1
      const body = JSON.stringify({
        id: `${process.pid}-${sent}`,
        account,
        type: 'item.updated',
        item: sent,
        sentAt: Date.now(),
      })
      const signature = createHmac('sha256', webhookSecret).update(body).digest('base64')
      const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n`
      socket.write(
        `${head}x-teller-signature: ${signature}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      )
      return (await statuses.next()).value as number
    },
    close: () => void socket.destroy(),
  }
}

/** The statuses of one answer after the other; what is answered besides is skipped. */
async function* answersOf(socket: Socket): AsyncGenerator<number, undefined> {
  let text = ''
  for await (const chunk of socket) {
    text += (chunk as Buffer).toString('latin1')
    const end = text.indexOf('\r\n\r\n')
    if (end < 0) continue
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, end + 2))?.[1] ?? 0)
    if (text.length < end + 4 + length) continue
    const status = Number(text.slice(9, 12))
    text = text.slice(end + 4 + length)
    yield status
  }
  throw new Error('the server closed the connection')
}
