import type { WhereCondition, WhereExpression, WhereLiteral } from '../core/ceql.ts'
import { PlatformError } from '../core/errors.ts'
import { readDate, isoText } from './where-dates.ts'

/** The expression as an OData `$filter`. Version 3 has other words for text search and dates. */
export function odataFilter(expression: WhereExpression, version: 3 | 4): string {
  if ('condition' in expression) return comparison(expression.condition, version)
  const [parts, word] = 'all' in expression ? [expression.all, 'and'] : [expression.any, 'or']
  return parts
    .map((part) =>
      'condition' in part ? odataFilter(part, version) : `(${odataFilter(part, version)})`,
    )
    .join(` ${word} `)
}

const comparisons = { '=': 'eq', '!=': 'ne', '<': 'lt', '>': 'gt', '<=': 'le', '>=': 'ge' } as const

function comparison(condition: WhereCondition, version: 3 | 4): string {
  const field = fieldName(condition)
  const { operator, value } = condition
  if (operator === 'is null') return `${field} eq null`
  if (operator === 'is not null') return `${field} ne null`
  if (operator === 'in') {
    const values = value as readonly WhereLiteral[]
    return `(${values.map((one) => `${field} eq ${literal(one, version)}`).join(' or ')})`
  }
  if (operator === 'like') return textSearch(field, String(value), version)
  return `${field} ${comparisons[operator]} ${literal(value as WhereLiteral, version)}`
}

function fieldName(condition: WhereCondition): string {
  const { attribute } = condition
  if (!/^[A-Za-z_][\w]*(\.[A-Za-z_][\w]*)*$/.test(attribute)) {
    throw new PlatformError(
      'invalid_where',
      `'${attribute}' is no field name the vendor can read`,
      {
        details: [{ path: 'where', message: `at character ${condition.position + 1}` }],
      },
    )
  }
  return attribute.replaceAll('.', '/')
}

function literal(value: WhereLiteral, version: 3 | 4): string {
  if (typeof value !== 'string') return String(value)
  const isDate = /^\d{4}-\d{2}-\d{2}/.test(value)
  const span = isDate ? readDate(value) : undefined
  if (span === undefined) return quoted(value)
  if (version === 3) return `datetime'${isoText(span.firstSecond).slice(0, 19)}'`
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : isoText(span.firstSecond)
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function textSearch(field: string, pattern: string, version: 3 | 4): string {
  const startsOpen = pattern.startsWith('%')
  const endsOpen = pattern.endsWith('%')
  const text = quoted(pattern.replace(/^%+|%+$/g, ''))
  if (startsOpen && endsOpen) {
    return version === 3 ? `substringof(${text},${field})` : `contains(${field},${text})`
  }
  if (startsOpen) return `endswith(${field},${text})`
  if (endsOpen) return `startswith(${field},${text})`
  return `${field} eq ${text}`
}
