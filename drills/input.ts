/**
 * `npm run drill input [requests]`: throws so many generated requests (10,000 by default) at every operation of a
 * server of its own, and looks for answers that are a 5xx, have another shape, or tell how the server is built.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as fc from 'fast-check'
import {
  closeGeneratedRequests,
  complaintAbout,
  generatedRequest,
  inGoodOrder,
  operationsOf,
  type Operation,
  type RealThings,
} from '../test/support/generated-requests.ts'

const requests = Number(process.argv[2] ?? 10_000)
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31)
const atOnce = 16
const dataDir = mkdtempSync(join(tmpdir(), 'hubwright-drill-'))

const server = spawn(
  process.execPath,
  [join(import.meta.dirname, '..', 'src', 'main.ts'), 'start'],
  {
    env: {
      HUBWRIGHT_PORT: '0',
      HUBWRIGHT_SANDBOX_PORT: '0',
      HUBWRIGHT_DATA_DIR: dataDir,
      HUBWRIGHT_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  },
)
try {
  const { url, firstStart } = await untilReady()
  const real = await realThings(url, readFileSync(firstStart, 'utf8'))
  const document = await (await fetch(`${url}/openapi.json`)).json()
  const operations = inGoodOrder(operationsOf(document))
  let sent = 0
  const complaints: { request: unknown; complaint: string }[] = []
  for (const operation of operations) {
    const found = await attack(url, operation, real)
    sent += requests
    complaints.push(...found)
    const verdict = found.length === 0 ? 'held' : `${found.length} bad answers`
    process.stderr.write(`${operation.method} ${operation.path}: ${verdict}\n`)
  }
  const stillReady = (await fetch(`${url}/readyz`)).status === 200
  for (const one of complaints.slice(0, 20)) process.stderr.write(`${JSON.stringify(one)}\n`)
  process.stdout.write(
    `${JSON.stringify({ drill: 'input', seed, operations: operations.length, sent, bad: complaints.length, stillReady })}\n`,
  )
  if (complaints.length > 0 || !stillReady) process.exitCode = 1
} finally {
  await closeGeneratedRequests()
  if (server.exitCode === null) {
    const gone = once(server, 'exit')
    server.kill('SIGTERM')
    await gone
  }
  rmSync(dataDir, { recursive: true, force: true })
}

async function untilReady(): Promise<{ url: string; firstStart: string }> {
  for await (const line of createInterface({ input: server.stdout })) {
    const said = JSON.parse(line) as { event?: string; url: string; firstStart: string }
    if (said.event === 'ready') {
      server.stdout.on('data', (chunk: Buffer) => process.stderr.write(chunk))
      return said
    }
  }
  throw new Error('The server ended before it was ready')
}

/** The first start's paper holds the secrets and the token of the sandbox's store. */
async function realThings(url: string, paper: string): Promise<RealThings> {
  const header = /'Authorization: ([^']+)'/.exec(paper)?.[1] ?? ''
  const [, userSecret = ''] = /User ([^,]+)/.exec(header) ?? []
  const [, token = ''] = /Element (\S+)/.exec(header) ?? []
  const authorization = header.replace(/, Element .*/, '')
  const answer = await fetch(`${url}/elements/api-v2/instances`, { headers: { authorization } })
  const [instance] = (await answer.json()) as { id: number }[]
  return { authorization, userSecret, token, instanceId: instance?.id ?? 0 }
}

async function attack(url: string, operation: Operation, real: RealThings) {
  const waiting = fc.sample(generatedRequest(operation, real), { numRuns: requests, seed })
  const found: { request: unknown; complaint: string }[] = []
  const work = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const complaint = await complaintAbout(url, next).catch((error: unknown) => String(error))
      if (complaint !== undefined) found.push({ request: next, complaint })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return found
}
