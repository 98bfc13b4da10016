import type { WhereCondition, WhereLiteral } from '../../core/ceql.ts'
import { PlatformError } from '../../core/errors.ts'

/** All conditions of `where` on one attribute. */
export function conditionsOn(
  expression: readonly WhereCondition[],
  attribute: string,
): readonly WhereCondition[] {
  return expression.filter((condition) => condition.attribute === attribute)
}

/**
 * The values of a condition that names one (`=`) or several (`in`).
 * @throws PlatformError `invalid_where` for any other operator
 */
export function literalsOf(condition: WhereCondition): readonly WhereLiteral[] {
  const { attribute, operator, value } = condition
  if (operator === 'in' && Array.isArray(value)) return value as readonly WhereLiteral[]
  if (operator === '=' && value !== undefined && !Array.isArray(value)) {
    return [value as WhereLiteral]
  }
  throw unusable(attribute, `${attribute} can be compared with = and IN, not with ${operator}`)
}

/**
 * The one value of a condition with `=`.
 * @throws PlatformError `invalid_where` for any other operator
 */
export function literalOf(condition: WhereCondition): WhereLiteral {
  const values = condition.operator === '=' ? literalsOf(condition) : []
  const [value] = values
  if (value === undefined) {
    throw unusable(
      condition.attribute,
      `${condition.attribute} can be compared with = only, not with ${condition.operator}`,
    )
  }
  return value
}

/** A 400 that names the attribute. */
export function unusable(attribute: string, message: string, cause?: unknown): PlatformError {
  return new PlatformError('invalid_where', `${message}.`, {
    cause,
    details: [{ path: `where.${attribute}`, message }],
  })
}
