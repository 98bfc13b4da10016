/** Which operation a person sees first. Pure. */
import type { Operation } from './document.ts'

/** What hubs are mostly asked for, the most usual first; the home page asks stores for their products. */
const usualNames = [
  'products',
  'contacts',
  'customers',
  'orders',
  'accounts',
  'leads',
  'invoices',
  'employees',
  'incidents',
  'messages',
  'files',
]
/** They tell of the connection and of work in bulk, not of the vendor's records. */
const noRecords = new Set(['batch', 'bulk', 'ping'])

/** The main list of a connector: a read that can be sent as it is, paged and of records with a model where there is one. */
export function mainListOf(operations: readonly Operation[]): Operation | undefined {
  const plain = operations.filter(isPlainRead)
  const lists = plain.filter(({ answer }) => answer?.items !== undefined)
  const records = lists.filter(
    ({ answer, parameters }) =>
      answer?.items?.$ref !== undefined && parameters.some(({ name }) => name === 'pageSize'),
  )
  for (const found of [records, lists]) {
    for (const name of usualNames) {
      const usual = found.find(({ path }) => path === `/${name}`)
      if (usual !== undefined) return usual
    }
  }
  return records[0] ?? lists[0] ?? plain[0] ?? operations[0]
}

function isPlainRead({ method, path, parameters }: Operation): boolean {
  return (
    method === 'GET' &&
    !path.includes('{') &&
    !noRecords.has(path.split('/')[1] ?? '') &&
    parameters.every(({ required }) => required !== true)
  )
}
