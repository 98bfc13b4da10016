import { assert, property, uint8Array } from 'fast-check'
import { expect, it } from 'vitest'
import { readAnswer, writeAnswer } from './kept-answer.ts'

it('gives back the very bytes', () => {
  assert(
    property(uint8Array({ maxLength: 300 }), (bytes) => {
      const body = Buffer.from(bytes)
      expect(readAnswer(writeAnswer({ status: 200, headers: {}, body })).body).toEqual(body)
    }),
  )
})

it('keeps the headers of the answer, not those of one connection or origin', () => {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'elements-request-id': '5f0c2a7be4b0d1a2c3d4e5f6',
    'x-list': ['a', 'b'],
    'content-length': 2,
    'access-control-allow-origin': '*',
    connection: 'close',
    'set-cookie': 'a=b',
  }
  const kept = readAnswer(writeAnswer({ status: 404, headers, body: Buffer.from('{}') }))
  expect(kept).toEqual({
    status: 404,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'elements-request-id': '5f0c2a7be4b0d1a2c3d4e5f6',
      'x-list': ['a', 'b'],
    },
    body: Buffer.from('{}'),
  })
})
