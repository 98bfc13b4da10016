/** The vendor of the benchmark: one small item and one list of 100, prepared once, written as fast as Node can. */
import { createServer } from 'node:http'
import { announce } from './announce.ts'

const item = Buffer.from('{"id":7,"name":"Cup","sku":null}')
const list = Buffer.from(
  JSON.stringify(
    Array.from({ length: 100 }, (_, index) => ({
      id: 700_000 + index,
      sku: `CUP-${index}`,
      name: `Cup number ${index}`,
      description: 'A cup of white porcelain with a handle, safe in the dishwasher.',
      price: 12.5 + index,
      quantity: index * 3,
      enabled: index % 7 !== 0,
      weight: null,
      created: '2026-03-01 09:30:00 +0000',
      dimensions: { length: 10, width: 8.5, height: index },
    })),
  ),
)

const server = createServer((request, response) => {
  const body = request.url?.startsWith('/items/') ? item : list
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () =>
  announce(server, { itemBytes: item.length, listBytes: list.length }),
)
