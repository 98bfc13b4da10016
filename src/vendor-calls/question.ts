/** What the client asks besides the resource itself: where, fields, orderBy and the page. */
import type { WhereCondition } from '../core/ceql.ts'
import { parseWhere } from '../core/parse-ceql.ts'
import type { ResourceRequest, VendorConnection } from './connection.ts'
import { nestedText, parseFields, withAlways, type FieldTree } from './fields.ts'
import { vendorOrder } from './order-by.ts'
import { pageParameters, readPageQuestion, type PageQuestion } from './paging.ts'
import { configured } from './placeholders.ts'
import type { ResourcePlan } from './plan.ts'
import { vendorFilter } from './where.ts'

export interface Question {
  /** Vendor query parameters. */
  readonly query: Readonly<Record<string, string>>
  readonly conditions: readonly WhereCondition[]
  readonly page: PageQuestion | undefined
  /** What every record is cut to. */
  readonly fields: FieldTree | undefined
  /** What was downgraded, for `Elements-Error`. */
  readonly notices: readonly string[]
}

/** Reads the query of a GET; other methods have no such words. Throws 400 for what cannot be asked. */
export function readQuestion(
  plan: ResourcePlan,
  connection: VendorConnection,
  request: ResourceRequest,
): Question {
  if (plan.resource.method !== 'GET') return noQuestion
  const query: Record<string, string> = {}
  const notices: string[] = []
  const conditions = readWhere(plan, request.query['where'], query, notices)
  const fields = readFields(plan, connection, request.query['fields'], query)
  readOrder(plan, request.query['orderBy'], query, notices)
  const page = readPageQuestion(plan, connection, request.path, request.query)
  if (page !== undefined) {
    Object.assign(query, pageParameters(plan, connection, page))
    if (page.notice !== undefined) notices.push(page.notice)
  }
  return { query, conditions, page, fields, notices }
}

const noQuestion: Question = {
  query: {},
  conditions: [],
  page: undefined,
  fields: undefined,
  notices: [],
}

function readWhere(
  plan: ResourcePlan,
  text: string | undefined,
  query: Record<string, string>,
  notices: string[],
): readonly WhereCondition[] {
  // A vendor's own language goes to the vendor unread.
  if (text === undefined || text.trim() === '' || plan.where.kind === 'verbatim') return []
  const filter = vendorFilter(plan, parseWhere(text))
  Object.assign(query, filter.query)
  if (filter.ignored.length > 0) {
    notices.push(
      `where: ${filter.ignored.join(', ')} cannot be asked of the vendor and was ignored`,
    )
  }
  return filter.conditions
}

function readFields(
  plan: ResourcePlan,
  connection: VendorConnection,
  text: string | undefined,
  query: Record<string, string>,
): FieldTree | undefined {
  const wanted = text === undefined || text.trim() === '' ? defaultFields(plan, connection) : text
  if (wanted === undefined) return undefined
  const rule = plan.resource.hubwright?.fields
  const tree = withAlways(parseFields(wanted), rule?.always)
  if (rule !== undefined) {
    query[rule.parameter] = rule.template.replace('{fields}', () => nestedText(tree))
  }
  return tree
}

/** `default.select.fields.map`: JSON from object to comma list, in force when the client names no fields. */
function defaultFields(plan: ResourcePlan, connection: VendorConnection): string | undefined {
  const text = configured(connection.configuration, 'default.select.fields.map')
  if (text === undefined) return undefined
  try {
    const list = (JSON.parse(text) as Record<string, unknown> | null)?.[plan.objectName]
    return typeof list === 'string' && list.trim() !== '' ? list : undefined
  } catch {
    // Many old definitions carry something that is no JSON here; it never chose anything.
    return undefined
  }
}

function readOrder(
  plan: ResourcePlan,
  text: string | undefined,
  query: Record<string, string>,
  notices: string[],
): void {
  if (text === undefined || text.trim() === '') return
  if (plan.resource.hubwright?.orderBy !== undefined) {
    Object.assign(query, vendorOrder(plan, text))
    return
  }
  const isPassedOn = plan.assignments.some((one) => one.type === 'query' && one.name === 'orderBy')
  if (!isPassedOn && !plan.hasPreHooks) {
    notices.push('orderBy was ignored: the vendor does not sort this resource')
  }
}
