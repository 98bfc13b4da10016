/** What a hub call is measured against: Fastify and undici, one hop, the body parsed, nulls stripped, written again. */
import fastify from 'fastify'
import { Pool } from 'undici'
import { announce } from './announce.ts'

const pool = new Pool(process.argv[2] ?? '', { connections: 128 })
const server = fastify({ logger: false })

server.get('/*', async (request, reply) => {
  const { statusCode, body } = await pool.request({
    method: 'GET',
    path: request.raw.url ?? '/',
    headers: { accept: 'application/json', authorization: 'Bearer some-token' },
  })
  const value: unknown = JSON.parse(await body.text())
  return reply
    .code(statusCode)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(stripped(value)))
})

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped)
  if (typeof value !== 'object' || value === null) return value
  const kept: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value))
    if (member !== null) kept[key] = stripped(member)
  return kept
}

await server.listen({ port: 0, host: '127.0.0.1' })
announce(server.server)
