/** How a parsed `where` reaches the vendor: as query parameters, as an OData filter, or not at all. */
import type { WhereAttribute } from '../catalog/element.ts'
import type { WhereCondition, WhereExpression, WhereLiteral, WhereOperator } from '../core/ceql.ts'
import { PlatformError } from '../core/errors.ts'
import type { Static } from 'typebox'
import type { ResourcePlan } from './plan.ts'
import { odataFilter } from './where-odata.ts'
import { isoText, readDate } from './where-dates.ts'

type Attribute = Static<typeof WhereAttribute>

export interface VendorFilter {
  readonly query: Readonly<Record<string, string>>
  /** Conditions that must all hold, for hooks. */
  readonly conditions: readonly WhereCondition[]
  /** Attributes that nobody will look at. */
  readonly ignored: readonly string[]
}

/** Turns the expression into vendor parameters. Throws `invalid_where` for what the vendor cannot be asked. */
export function vendorFilter(plan: ResourcePlan, expression: WhereExpression): VendorFilter {
  const conditions = conjunction(expression)
  switch (plan.where.kind) {
    case 'attributes':
    case 'none': {
      const attributes = plan.resource.hubwright?.where ?? {}
      const isKnown = (name: string): boolean =>
        Object.hasOwn(attributes, name) || isHeardByHooks(plan, name)
      refuseAlternatives(expression, isKnown)
      return {
        query: attributeQuery(conditions, attributes),
        conditions,
        ignored: attributesOf(expression).filter((name) => !isKnown(name)),
      }
    }
    case 'parameters':
      return { query: plainQuery(expression, conditions), conditions, ignored: [] }
    case 'odata': {
      const { parameter, version } = plan.where
      return { query: { [parameter]: odataFilter(expression, version) }, conditions, ignored: [] }
    }
    case 'verbatim':
      return { query: {}, conditions, ignored: [] }
    default:
      return plan.where satisfies never
  }
}

/** Attributes that the resource's hooks say they answer; `option_*` stands for all that begin so. */
function isHeardByHooks(plan: ResourcePlan, attribute: string): boolean {
  return (plan.resource.hubwright?.whereByHooks ?? []).some((name) =>
    name.endsWith('*') ? attribute.startsWith(name.slice(0, -1)) : attribute === name,
  )
}

/** The conditions that stand in a conjunction at the top; alternatives are left out. */
function conjunction(expression: WhereExpression): WhereCondition[] {
  if ('condition' in expression) return [expression.condition]
  if ('all' in expression) return expression.all.flatMap(conjunction)
  return []
}

function allConditions(expression: WhereExpression): WhereCondition[] {
  if ('condition' in expression) return [expression.condition]
  return ('all' in expression ? expression.all : expression.any).flatMap(allConditions)
}

function attributesOf(expression: WhereExpression): string[] {
  return [...new Set(allConditions(expression).map((condition) => condition.attribute))]
}

function refuseAlternatives(
  expression: WhereExpression,
  isKnown: (attribute: string) => boolean,
): void {
  if ('condition' in expression) return
  if ('all' in expression) {
    for (const part of expression.all) refuseAlternatives(part, isKnown)
    return
  }
  const pushed = allConditions(expression).find(({ attribute }) => isKnown(attribute))
  if (pushed === undefined) return
  throw invalid(
    pushed,
    `The vendor can only combine filters with AND; '${pushed.attribute}' stands in an OR. Ask once for each alternative`,
  )
}

function attributeQuery(
  conditions: readonly WhereCondition[],
  attributes: Readonly<Record<string, Attribute>>,
): Record<string, string> {
  const query: Record<string, string> = {}
  for (const condition of conditions) {
    if (!Object.hasOwn(attributes, condition.attribute)) continue
    const attribute = attributes[condition.attribute] as Attribute
    for (const [parameter, value] of parametersFor(condition, attribute)) {
      if (Object.hasOwn(query, parameter) && query[parameter] !== value) {
        throw invalid(
          condition,
          `The vendor takes only one value where '${condition.attribute} ${condition.operator}' belongs; another condition has set it already`,
        )
      }
      query[parameter] = value
    }
  }
  return query
}

function parametersFor(condition: WhereCondition, attribute: Attribute): [string, string][] {
  const { operator } = condition
  const names = targetOf(attribute, operator)
  if (names === undefined) {
    throw invalid(
      condition,
      `'${condition.attribute}' cannot be asked with '${operator}'; it takes ${Object.keys(attribute.operators).join(', ')}`,
    )
  }
  if (attribute.type === 'date') return dateParameters(condition, attribute, names)
  const value =
    operator === 'in'
      ? (condition.value as readonly WhereLiteral[])
          .map((one) => listItem(condition, literalText(condition, attribute, one)))
          .join(',')
      : literalText(condition, attribute, condition.value as WhereLiteral)
  return names.map((name) => [name, value])
}

function targetOf(attribute: Attribute, operator: WhereOperator): readonly string[] | undefined {
  if (operator === 'is null' || operator === 'is not null') return undefined
  const target = attribute.operators[operator]
  return typeof target === 'string' ? [target] : target
}

function dateParameters(
  condition: WhereCondition,
  attribute: Attribute,
  names: readonly string[],
): [string, string][] {
  const { value, operator } = condition
  const span = typeof value === 'string' || typeof value === 'number' ? readDate(value) : undefined
  if (span === undefined) {
    throw invalid(
      condition,
      `'${condition.attribute}' is a date: write '2026-03-01', '2026-03-01 09:30:00', '2026-03-01 09:30:00 +0000' or Unix seconds`,
    )
  }
  const text = (second: number): string =>
    attribute.format === 'iso' ? isoText(second) : String(second)
  const [first, second] = names as [string, string?]
  if (operator === '=' && second !== undefined) {
    return [
      [first, text(span.firstSecond)],
      [second, text(span.lastSecond)],
    ]
  }
  return [[first, text(boundOf(operator, attribute, span))]]
}

/**
 * One parameter that serves both `>` and `>=` can only mean "from this second on", so a strict comparison moves
 * by one second. The same holds for `<` and `<=`.
 */
function boundOf(
  operator: WhereOperator,
  attribute: Attribute,
  span: { firstSecond: number; lastSecond: number },
): number {
  const { operators } = attribute
  if (operator === '>') return span.lastSecond + (operators['>'] === operators['>='] ? 1 : 0)
  if (operator === '<') return span.firstSecond - (operators['<'] === operators['<='] ? 1 : 0)
  return operator === '<=' ? span.lastSecond : span.firstSecond
}

function literalText(
  condition: WhereCondition,
  attribute: Attribute,
  literal: WhereLiteral,
): string {
  const text = String(literal)
  if (attribute.type === 'number' && !/^-?\d+(\.\d+)?$/.test(text)) {
    throw invalid(condition, `'${condition.attribute}' is compared with a number, not '${text}'`)
  }
  if (attribute.type === 'boolean') {
    const lower = text.toLowerCase()
    if (lower === 'true' || lower === 'false') return lower
    throw invalid(condition, `'${condition.attribute}' is true or false, not '${text}'`)
  }
  const bare = condition.operator === 'like' ? text.replace(/^%+|%+$/g, '') : text
  return allowedWord(condition, attribute, synonymOf(attribute, bare))
}

function synonymOf(attribute: Attribute, text: string): string {
  const { synonyms } = attribute
  if (synonyms === undefined) return text
  const old = Object.keys(synonyms).find((key) => key.toLowerCase() === text.toLowerCase())
  return old === undefined ? text : (synonyms[old] as string)
}

function allowedWord(condition: WhereCondition, attribute: Attribute, text: string): string {
  const { values } = attribute
  if (values === undefined) return text
  const allowed = values.find((value) => value.toLowerCase() === text.toLowerCase())
  if (allowed !== undefined) return allowed
  throw invalid(
    condition,
    `'${text}' is no value of '${condition.attribute}'; it takes ${values.join(', ')}`,
  )
}

function listItem(condition: WhereCondition, text: string): string {
  if (!text.includes(',')) return text
  throw invalid(condition, `A value in the list of '${condition.attribute}' may hold no comma`)
}

/** The old converter: every `a = 1` of a plain conjunction is the query parameter `a`. */
function plainQuery(
  expression: WhereExpression,
  conditions: readonly WhereCondition[],
): Record<string, string> {
  const first = allConditions(expression)
  if (first.length !== conditions.length) {
    throw new PlatformError('invalid_where', 'This resource takes filters combined with AND only')
  }
  const query: Record<string, string> = {}
  for (const condition of conditions) {
    if (condition.operator !== '=') {
      throw invalid(
        condition,
        `This resource takes '=' only; '${condition.attribute}' is asked with '${condition.operator}'`,
      )
    }
    query[condition.attribute] = String(condition.value)
  }
  return query
}

function invalid(condition: WhereCondition, message: string): PlatformError {
  return new PlatformError('invalid_where', message, {
    details: [{ path: 'where', message: `at character ${condition.position + 1}: ${message}` }],
  })
}
