/** Filters the platform's own lists by a `where` expression; vendors' records are filtered by the vendors. */
import type { WhereCondition, WhereExpression, WhereLiteral } from './ceql.ts'

/** A value of a record; null when the record has none, undefined when there is no attribute of that name. */
export type Attribute = string | number | boolean | null | undefined

/**
 * Whether a record fits. Conditions on unknown attributes are left out of the decision, as the old platform did.
 * Text and numbers are compared loosely (`'12' = 12`, `'true' = true`), LIKE without regard to case.
 */
export function matchesWhere(
  expression: WhereExpression,
  attributeOf: (name: string) => Attribute,
): boolean {
  return decide(expression, attributeOf) ?? true
}

/** The attributes that an expression speaks of, each once. */
export function attributesIn(expression: WhereExpression): string[] {
  return [...new Set(conditionsIn(expression).map(({ attribute }) => attribute))]
}

/** The conditions of an expression, in their order. */
export function conditionsIn(expression: WhereExpression): WhereCondition[] {
  if ('condition' in expression) return [expression.condition]
  return ('all' in expression ? expression.all : expression.any).flatMap(conditionsIn)
}

function decide(
  expression: WhereExpression,
  attributeOf: (name: string) => Attribute,
): boolean | undefined {
  if ('condition' in expression) {
    const { condition } = expression
    const attribute = attributeOf(condition.attribute)
    return attribute === undefined ? undefined : fits(attribute, condition)
  }
  const parts = 'all' in expression ? expression.all : expression.any
  const known = parts
    .map((part) => decide(part, attributeOf))
    .filter((outcome) => outcome !== undefined)
  if (known.length === 0) return undefined
  return 'all' in expression ? !known.includes(false) : known.includes(true)
}

function fits(attribute: string | number | boolean | null, condition: WhereCondition): boolean {
  const { operator, value } = condition
  if (operator === 'is null') return attribute === null
  if (operator === 'is not null') return attribute !== null
  if (attribute === null) return operator === '!='
  const values = (Array.isArray(value) ? value : [value]) as readonly WhereLiteral[]
  const [first = ''] = values
  if (operator === 'like') return isLike(String(attribute), String(first))
  if (operator === '=' || operator === 'in') {
    return values.some((candidate) => compare(attribute, candidate) === 0)
  }
  const order = compare(attribute, first)
  if (operator === '!=') return order !== 0
  if (order === 0) return operator === '<=' || operator === '>='
  return operator.startsWith(order < 0 ? '<' : '>')
}

/** As numbers or times where both are such, else as text. */
function compare(left: WhereLiteral, right: WhereLiteral): number {
  for (const read of [asNumber, asTime]) {
    const a = read(left)
    const b = read(right)
    if (a !== undefined && b !== undefined) return Math.sign(a - b)
  }
  const [a, b] = [String(left), String(right)]
  return a < b ? -1 : Number(a > b)
}

function asNumber(value: WhereLiteral): number | undefined {
  if (typeof value === 'number') return value
  // What does not survive the way to a number and back, such as a long id, is compared as text.
  if (typeof value === 'string' && String(Number(value)) === value) return Number(value)
  return undefined
}

function asTime(value: WhereLiteral): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined
  const time = Date.parse(value)
  return Number.isNaN(time) ? undefined : time
}

/** `%` stands for any text. Without regular expressions, so that no pattern takes longer than its text. */
function isLike(text: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split('%')
  const value = text.toLowerCase()
  const first = parts.shift() ?? ''
  const last = parts.pop()
  if (last === undefined) return value === first
  if (!value.startsWith(first) || !value.endsWith(last)) return false
  let from = first.length
  for (const part of parts) {
    const at = value.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return from + last.length <= value.length
}
