/** A mail server on loopback that keeps what it is given, as far as RFC 5321 is needed for that. */
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, vi } from 'vitest'

export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  /** Headers and text as they came. */
  readonly text: string
}

export interface MailServer {
  /** For HUBWRIGHT_SMTP_URL. */
  readonly url: string
  readonly mails: ReceivedMail[]
  /** Refuses recipients with this status from now on; undefined takes them. */
  refuse(status: number | undefined): void
  arrived(count: number): Promise<ReceivedMail[]>
}

export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  let refusal: number | undefined
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    let [from, to, data, rest] = ['', [] as string[], undefined as string[] | undefined, '']
    const say = (line: string) => void socket.write(`${line}\r\n`)
    const hear = (line: string) => {
      if (data !== undefined) {
        if (line !== '.') return void data.push(line.replace(/^\./, ''))
        mails.push({ from, to, text: data.join('\n') })
        data = undefined
        return say('250 taken')
      }
      const verb = line.slice(0, 4).toUpperCase()
      const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
      if (verb === 'MAIL') [from, to] = [address, []]
      if (verb === 'RCPT') {
        if (refusal !== undefined) return say(`${refusal} no`)
        to = [...to, address]
      }
      if (verb === 'DATA') {
        data = []
        return say('354 go on')
      }
      return say(verb === 'QUIT' ? '221 bye' : '250 ok')
    }
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) hear(line)
    })
    say('220 ready')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  )
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?from=hub@example.com`,
    mails,
    refuse: (status) => void (refusal = status),
    async arrived(count) {
      await vi.waitFor(
        () => {
          if (mails.length < count) throw new Error(`${mails.length} of ${count} arrived`)
        },
        { timeout: 15_000 },
      )
      return mails
    },
  }
}
