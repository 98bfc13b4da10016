/** What receiving is measured against: Fastify, the signature judged, one insert a request, acknowledged after its commit. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import fastify from 'fastify'
import { Pool } from 'pg'
import { announce } from './announce.ts'
import { webhookSecret } from './event-connector.ts'

const pool = new Pool({ ...(JSON.parse(process.argv[2] ?? '{}') as object), max: 10 })
const server = fastify({ logger: false })
server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
  done(null, body),
)

server.post('/*', async (request, reply) => {
  const body = request.body as Buffer
  const expected = createHmac('sha256', webhookSecret).update(body).digest()
  const given = Buffer.from(String(request.headers['x-teller-signature']), 'base64')
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return reply.code(401).send()
  const { id } = JSON.parse(body.toString()) as { id: string }
  await pool.query('insert into bare_events (vendor_event_id, raw) values ($1, $2)', [id, body])
  return reply.code(200).send()
})

await server.listen({ port: 0, host: '127.0.0.1' })
announce(server.server)
