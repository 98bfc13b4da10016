import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the benchmark's connector: a paged list, an item, a quota that is counted but never used up. */
export function writeConnector(folder: string, vendorUrl: string): void {
  const query = (name: string, vendorName: string) => ({
    name,
    vendorName,
    type: 'query',
    vendorType: 'query',
    dataType: 'string',
  })
  const element = {
    key: 'bench',
    name: 'Bench',
    description: 'The vendor of the benchmark',
    hub: 'ecommerce',
    authentication: { type: 'custom' },
    configuration: [
      { key: 'base.url', name: 'Address', type: 'TEXTFIELD_1000', defaultValue: vendorUrl },
      { key: 'api.token', name: 'Token', type: 'PASSWORD', required: true },
      { key: 'pagination.type', name: 'Paging', defaultValue: 'offset' },
      { key: 'pagination.max', name: 'Page limit', defaultValue: '100' },
    ],
    resources: [
      {
        method: 'GET',
        path: '/items',
        vendorMethod: 'GET',
        vendorPath: '/items',
        type: 'api',
        parameters: [query('page', 'offset'), query('pageSize', 'limit'), query('where', 'q')],
      },
      {
        method: 'GET',
        path: '/items/{id}',
        vendorMethod: 'GET',
        vendorPath: '/items/{id}',
        type: 'api',
        parameters: [
          { name: 'id', vendorName: 'id', type: 'path', vendorType: 'path', dataType: 'integer' },
        ],
      },
    ],
    hubwright: {
      quota: { perMinute: 60_000_000, concurrency: 1_000 },
      authentication: {
        custom: {
          label: 'Token',
          place: [{ in: 'header', name: 'Authorization', value: 'Bearer {api.token}' }],
        },
      },
    },
  }
  writeFileSync(join(folder, 'bench.json'), JSON.stringify(element))
}
