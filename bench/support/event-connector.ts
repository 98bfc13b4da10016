import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const webhookSecret = 'secret-of-the-benchmark'

/** Writes a connector whose vendor signs its webhooks and has one address for all accounts. */
export function writeEventConnector(folder: string, vendorUrl: string): void {
  const element = {
    key: 'teller',
    name: 'Teller',
    description: 'The vendor of the benchmark, which tells of changes',
    hub: 'ecommerce',
    authentication: { type: 'custom' },
    configuration: [
      { key: 'base.url', name: 'Address', type: 'TEXTFIELD_1000', defaultValue: vendorUrl },
      { key: 'teller.account', name: 'Account', required: true },
      { key: 'teller.secret', name: 'Webhook secret', type: 'PASSWORD', required: true },
    ],
    resources: [
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
      accountKey: 'teller.account',
      authentication: {
        custom: {
          label: 'Secret',
          place: [{ in: 'header', name: 'Authorization', value: 'Bearer {teller.secret}' }],
        },
      },
      events: {
        methods: ['webhook'],
        webhook: {
          address: 'app',
          signature: {
            header: 'x-teller-signature',
            algorithm: 'sha256',
            encoding: 'base64',
            message: '{body}',
            secret: 'teller.secret',
          },
          eventId: '/id',
          account: '/account',
          type: '/type',
          types: {
            'item.updated': { objectType: 'items', eventType: 'UPDATED', objectId: ['/item'] },
          },
        },
      },
    },
  }
  writeFileSync(join(folder, 'teller.json'), JSON.stringify(element))
}
