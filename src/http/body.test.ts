import { gzipSync } from 'node:zlib'
import { Type } from 'typebox'
import { afterAll, describe, expect, it } from 'vitest'
import { silentLog } from '../core/log.ts'
import { createServer } from './server.ts'

const { server } = createServer({
  log: silentLog,
  publicUrl: () => 'http://localhost:8080',
  authenticator: { addTo: () => {} },
})
server.post(
  '/echo/:id',
  { config: { access: 'public' }, schema: { body: Type.Unknown() } },
  (request) => ({ got: request.body }),
)
afterAll(() => server.close())

function post(payload: Buffer | string, headers: Record<string, string>, url = '/echo/1') {
  return server.inject({ method: 'POST', url, payload, headers })
}
const text = '{"name":"Café"}'

describe('the text of a JSON body', () => {
  it.each([
    ['application/json', 'utf8', { name: 'Café' }],
    ['application/json; charset=UTF-8', 'utf8', { name: 'Café' }],
    ['application/json;charset="utf8"', 'utf8', { name: 'Café' }],
  ] as const)('%s', async (type, encoding, got) => {
    const answer = await post(Buffer.from(text, encoding), { 'content-type': type })
    expect(answer.json()).toEqual({ got })
  })

  it('of another character set is refused, unless it makes no difference', async () => {
    const headers = { 'content-type': 'application/json; charset=ISO-8859-1' }
    const refused = await post(Buffer.from(text, 'latin1'), headers)
    expect(refused.statusCode).toBe(415)
    expect(refused.json()).toMatchObject({
      code: 'unsupported_media_type',
      details: [{ path: 'Content-Type' }],
    })
    expect((await post('{"name":"Cafe"}', headers)).json()).toEqual({ got: { name: 'Cafe' } })
  })

  it('that is compressed is refused by its header, not as broken JSON', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const answer = await post(gzipSync(text), headers)
    expect(answer.statusCode).toBe(415)
    expect(answer.json()).toMatchObject({ details: [{ path: 'Content-Encoding' }] })
    const plain = { 'content-type': 'application/json', 'content-encoding': 'identity' }
    expect((await post(text, plain)).statusCode).toBe(200)
  })
})

it('a part of the path that is too long is not repeated to the caller', async () => {
  const answer = await post(
    '{}',
    { 'content-type': 'application/json' },
    `/echo/${'a'.repeat(501)}`,
  )
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({
    code: 'invalid_request',
    message: expect.stringMatching(/at most 500 characters/) as string,
  })
  expect(answer.payload).not.toContain('aaaaaaaaaa')
})
