import { describe, expect, it } from 'vitest'
import { readPollingConfiguration, readPollingUrls } from './polling-configuration.ts'

const contacts = {
  url: "/hubs/crm/contacts?where=lastModified>'${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}'",
  idField: 'id',
  datesConfiguration: {
    updatedDateField: 'lastModified',
    updatedDateFormat: "yyyy-MM-dd'T'HH:mm:ss'Z'",
    updatedDateTimezone: 'GMT',
    createdDateField: 'createdOn',
    createdDateFormat: "yyyy-MM-dd'T'HH:mm:ss'Z'",
    createdDateTimezone: 'GMT',
  },
  filterByUpdatedDate: true,
  createdCheckTolerance: 60,
  pageSize: 20,
  pollDelay: 60,
}
const read = (resource: unknown) =>
  readPollingConfiguration(JSON.stringify({ contacts: resource })).get('contacts')

describe('a polling configuration', () => {
  it('is read with all its members', () => {
    expect(read(contacts)).toMatchObject({
      objectName: 'contacts',
      idField: 'id',
      filterByUpdatedDate: true,
      createdCheckTolerance: 60,
      pageSize: 20,
      pollDelay: 60,
      overlap: 0,
      updated: { path: 'lastModified', zone: { name: 'GMT' } },
      created: { path: 'createdOn' },
    })
  })

  it('has names in any case, numbers as text, and what later versions added', () => {
    const resource = read({
      URL: '/contacts',
      idfield: 'customer.id',
      datesConfiguration: {
        updatedDateField: 'at',
        updatedDateFormat: 'yyyy',
        UpdatedDateTimezone: 'PST',
        createdDateField: 'made',
        createdDateTimezone: '',
      },
      filterByUpdatedDate: 'false',
      pollDelay: '30',
      createdCheckTolerance: '',
      batchSize: 3,
      postHooks: [],
    })
    expect(resource).toMatchObject({
      idField: 'customer.id',
      filterByUpdatedDate: false,
      pollDelay: 30,
      createdCheckTolerance: 10,
      updated: { zone: { name: 'America/Los_Angeles' } },
      created: { path: 'made', format: { pattern: 'yyyy' }, zone: { name: 'GMT' } },
    })
  })

  it.each([undefined, {}])('may be without dates: %j', (datesConfiguration) => {
    const resource = read({ url: '/contacts', idField: 'id', datesConfiguration })
    expect(resource).toMatchObject({ updated: undefined, created: undefined })
  })

  it('may be a list of addresses', () => {
    const read1 = readPollingUrls(['/hubs/crm/contacts?where=a=1', '/accounts'])
    expect([...read1.keys()]).toEqual(['contacts', 'accounts'])
    expect(read1.get('contacts')).toMatchObject({ idField: 'id', updated: undefined })
  })

  it.each([
    ['{', 'must be JSON'],
    ['[]', 'must be a JSON object'],
    ['{"a":1}', "'a' must be an object"],
    ['{"a":{}}', "'a' url is missing"],
    ['{"a":{"url":7}}', "'a' url must be a text"],
    ['{"a":{"url":"/a"}}', "'a' idField is missing"],
    ['{"a":{"url":"/a?x=${","idField":"id"}}', "'a' url has '${'"],
    ['{"a":{"url":"/a","idField":"id","pageSize":0}}', "'a' has a pageSize"],
    ['{"a":{"url":"/a","idField":"id","pollDelay":"soon"}}', "'a' has a pollDelay"],
    ['{"a":{"url":"/a","idField":"id","datesConfiguration":[]}}', 'datesConfiguration'],
    [
      '{"a":{"url":"/a","idField":"id","datesConfiguration":{"updatedDateField":"x"}}}',
      'without updatedDateFormat',
    ],
    [
      '{"a":{"url":"/a","idField":"id","datesConfiguration":{"updatedDateField":"x","updatedDateFormat":"ww"}}}',
      'updatedDateFormat has the letter w',
    ],
    [
      '{"a":{"url":"/a","idField":"id","datesConfiguration":{"updatedDateField":"x","updatedDateFormat":"yyyy","updatedDateTimezone":"Moon"}}}',
      "time zone 'Moon'",
    ],
    ['{"a":{"url":"/a","idField":"id","deleted":{"url":"/d"}}}', "'a' deleted needs"],
    ['{"":{"url":"/a","idField":"id"}}', 'name'],
    [
      JSON.stringify(Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`r${n}`, contacts]))),
      'more than 50',
    ],
  ])('is refused: %s', (text, reason) => {
    expect(() => readPollingConfiguration(text)).toThrow(reason)
  })
})
