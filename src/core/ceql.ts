/**
 * CEQL, the query language of `where`: its shapes here, its parser in parse-ceql.ts.
 * `expr := term ((AND|OR) term)*`, parentheses, `= != < > <= >= LIKE IN IS [NOT] NULL`.
 */
export type WhereOperator =
  '=' | '!=' | '<' | '>' | '<=' | '>=' | 'like' | 'in' | 'is null' | 'is not null'
export type WhereLiteral = string | number | boolean

/** One comparison. `value` is a list for `in` and undefined for the null tests. */
export interface WhereCondition {
  readonly attribute: string
  readonly operator: WhereOperator
  readonly value: WhereLiteral | readonly WhereLiteral[] | undefined
  /** Character offset of the attribute in the text, for messages. */
  readonly position: number
}

/** The whole expression; a conjunction of conditions is `{ all: [...] }`. */
export type WhereExpression =
  | { readonly condition: WhereCondition }
  | { readonly all: readonly WhereExpression[] }
  | { readonly any: readonly WhereExpression[] }
