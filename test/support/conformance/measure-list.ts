/** What a list can do: pages without loss or repeat, a total, a cut to wanted fields. */
import type { Resource } from '../../../src/catalog/element.ts'
import { primaryKeyOf, told, type Row } from './connection.ts'
import type { Bench } from './bench.ts'

export interface ListFindings {
  readonly rows: readonly Row[]
  readonly largest: number
  readonly by: 'vendor' | 'platform'
  readonly hasTotal: boolean
  readonly fields: 'vendor' | 'platform' | undefined
}

/** No list of a simulated vendor is longer than so many pages. */
const mostPages = 200

export async function measureList(
  bench: Bench,
  list: Resource,
  place: string,
): Promise<ListFindings | undefined> {
  const { connection, definition, authentication, findings } = bench
  const fail = bench.failing(list)
  const answer = await connection.send('GET', place)
  if (answer.status !== 200 || !Array.isArray(answer.body)) {
    fail('list', `answered ${told(answer)}`)
    return undefined
  }
  bench.check(list, answer.body)
  const largest = definition.largestPage(authentication, list)
  const rows = await walk(bench, list, place, largest)
  const total = answer.headers['elements-total-count']
  if (
    total === undefined ? list.hubwright?.totalPath !== undefined : Number(total) !== rows.length
  ) {
    fail('total', `says ${total ?? 'nothing'} where a walk finds ${rows.length}`)
  }
  await measurePages(bench, list, place, rows, largest)
  const fields = await measureFields(bench, list, place, rows)
  if (rows.length < 2) findings.unproven.add('page')
  return {
    rows,
    largest,
    by: await whoCuts(bench, list, place),
    hasTotal: total !== undefined,
    fields,
  }
}

/** All records, page by page by token; a page that breaks the rules is told. */
async function walk(
  bench: Bench,
  list: Resource,
  place: string,
  pageSize: number,
): Promise<readonly Row[]> {
  const fail = bench.failing(list)
  const rows: Row[] = []
  let nextPage: string | undefined
  for (let pages = 0; pages < mostPages; pages += 1) {
    const query = { pageSize, ...(nextPage === undefined ? {} : { nextPage }) }
    const answer = await bench.connection.send('GET', place, { query })
    if (answer.status !== 200 || !Array.isArray(answer.body)) {
      fail('page', `of ${pageSize} answered ${told(answer)} after ${rows.length} records`)
      return rows
    }
    const page = answer.body as Row[]
    if (page.length > pageSize) fail('page', `of ${pageSize} held ${page.length} records`)
    if (answer.headers['elements-returned-count'] !== String(page.length)) {
      fail('page', `Elements-Returned-Count is not the number of records`)
    }
    rows.push(...page)
    nextPage = answer.headers['elements-next-page-token']
    if (nextPage === undefined) return rows
    if (page.length === 0) fail('page', 'a page without a record names a next one')
  }
  fail('page', `a walk does not end after ${mostPages} pages`)
  return rows
}

async function measurePages(
  bench: Bench,
  list: Resource,
  place: string,
  rows: readonly Row[],
  largest: number,
): Promise<void> {
  const fail = bench.failing(list)
  const mark = (row: Row) => JSON.stringify(row)
  const same = (left: readonly Row[], right: readonly Row[]) =>
    JSON.stringify(left) === JSON.stringify(right)
  if (new Set(rows.map(mark)).size !== rows.length) fail('page', 'a walk meets a record twice')
  const small = Math.max(1, Math.ceil(rows.length / 4))
  if (!same(await walk(bench, list, place, small), rows)) {
    fail('page', `a walk by ${small} finds other records than one by ${largest}`)
  }
  const page = async (pageSize: number, number: number) =>
    (await bench.connection.rows(place, { pageSize, page: number })) ?? []
  if (!same(await page(1, 1), rows.slice(0, 1))) fail('page', 'of 1 is not the first record')
  if (await isNumbered(bench, place)) {
    const halves = [...(await page(2, 1)), ...(await page(2, 2))]
    if (!same(halves, rows.slice(0, 4)) || !same(await page(4, 1), halves)) {
      fail('page', 'two pages of 2 are not the page of 4')
    }
  }
  const notice = async (pageSize: number) =>
    (await bench.connection.send('GET', place, { query: { pageSize } })).headers[
      'elements-error'
    ] ?? ''
  if (/pageSize/.test(await notice(largest))) fail('page', `of ${largest} is cut`)
  if (!/pageSize/.test(await notice(largest + 1))) fail('page', `of ${largest + 1} is not cut`)
  for (const query of [{ pageSize: 0 }, { nextPage: 'nonsense' }] as Row[]) {
    const answer = await bench.connection.send('GET', place, {
      query: query as { pageSize: number },
    })
    if (answer.status !== 400) fail('page', `${JSON.stringify(query)} answered ${told(answer)}`)
  }
}

/** The vendor's log shows whether it was asked for a page of that size. */
async function whoCuts(bench: Bench, list: Resource, place: string): Promise<ListFindings['by']> {
  const size = list.parameters?.find(({ name }) => name === 'pageSize')
  const parameter = size?.vendorName ?? 'pageSize'
  await bench.connection.rows(place, { pageSize: 7 })
  return (await bench.lastVendorQuery())[parameter] === '7' ? 'vendor' : 'platform'
}

/** Walks by cursor refuse a page number and say so. */
async function isNumbered(bench: Bench, place: string): Promise<boolean> {
  const { status } = await bench.connection.send('GET', place, { query: { page: 2, pageSize: 1 } })
  return status === 200
}

/** Asks for one field; the vendor was asked for it when its log shows the parameter of the definition. */
async function measureFields(
  bench: Bench,
  list: Resource,
  place: string,
  rows: readonly Row[],
): Promise<'vendor' | 'platform' | undefined> {
  if (list.parameters?.some(({ name }) => name === 'fields') !== true) return undefined
  const fail = bench.failing(list)
  const primaryKey = primaryKeyOf(list)
  const [first = {}] = rows
  const wanted = Object.keys(first).find(
    (name) => name !== primaryKey && typeof first[name] !== 'object',
  )
  if (wanted === undefined) {
    bench.findings.unproven.add('fields')
    return undefined
  }
  const cut = await bench.connection.rows(place, { fields: wanted, pageSize: 1 })
  const names = Object.keys(cut?.[0] ?? {})
  if (!names.includes(wanted) || names.some((name) => name !== wanted && name !== primaryKey)) {
    fail('fields', `fields=${wanted} answered ${names.join(', ') || 'nothing'}`)
  }
  const parameter = list.hubwright?.fields?.parameter
  if (parameter === undefined) return 'platform'
  const asked = await bench.lastVendorQuery()
  if (asked[parameter]?.includes(wanted) === true) return 'vendor'
  fail('fields', `the vendor was not asked for ${wanted} by its parameter ${parameter}`)
  return 'platform'
}
