import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { silentLog } from '../core/log.ts'
import { createServer } from './server.ts'

it('lets nobody hold an answer who does not read it', async () => {
  const { server } = createServer({
    log: silentLog,
    publicUrl: () => 'http://localhost:8080',
    authenticator: { addTo: () => {} },
    idleTimeoutMs: 200,
  })
  server.get('/much', { config: { access: 'public' } }, () => Buffer.alloc(20_000_000))
  await server.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write('GET /much HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(socket, 'data')
  socket.pause()
  await expect
    .poll(
      () =>
        new Promise((resolve) => {
          server.server.getConnections((_error, count) => resolve(count))
        }),
      { timeout: 5000 },
    )
    .toBe(0)
  socket.destroy()
  await server.close()
})
