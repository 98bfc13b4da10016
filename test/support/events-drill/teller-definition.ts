/** The connector of the drills' vendor: it signs webhooks that come to one address, and has a list that can be polled. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const tellerSecret = 'secret-of-the-drill'

const text = (name: string, where: 'path' | 'query') => ({
  name,
  vendorName: name,
  type: where,
  vendorType: where,
  dataType: 'string',
})

/** Writes it into a folder for `HUBWRIGHT_CONNECTORS_DIR`. */
export function writeTeller(folder: string, vendorUrl: string): void {
  const element = {
    key: 'teller',
    name: 'Teller',
    description: 'The vendor of the drills, which tells of changes',
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
        parameters: [text('id', 'path')],
      },
      {
        method: 'GET',
        path: '/changes',
        vendorMethod: 'GET',
        vendorPath: '/changes',
        type: 'api',
        parameters: [text('since', 'query')],
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
        methods: ['webhook', 'polling'],
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
        polling: {
          changes: {
            url: '/changes?since=${epoch:s}',
            idField: 'id',
            datesConfiguration: {
              updatedDateField: 'updated',
              updatedDateFormat: "yyyy-MM-dd'T'HH:mm:ss'Z'",
            },
            overlap: 60,
          },
        },
        objects: { items: { read: '/items/{id}' } },
      },
    },
  }
  writeFileSync(join(folder, 'teller.json'), JSON.stringify(element))
}
