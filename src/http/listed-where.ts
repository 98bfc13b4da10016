/** The `where` of lists that stand in memory. As on the old platform, what their records do not have is ignored; we say so. */
import type { FastifyReply } from 'fastify'
import type { TObject } from 'typebox'
import type { WhereExpression } from '../core/ceql.ts'
import { attributesIn, matchesWhere } from '../core/match-where.ts'
import { parseWhere } from '../core/parse-ceql.ts'
import { notice } from './elements-error.ts'

const plainTypes = new Set(['string', 'integer', 'number', 'boolean'])

/** What a list may be filtered by. */
export interface Filterable {
  readonly schema: TObject
  /** Other names of members. */
  readonly aliases?: Readonly<Record<string, string>>
  /** Names that say something else than what fits. */
  readonly others?: readonly string[]
}

/** Throws invalid_where. */
export function readWhere(text: string | undefined): WhereExpression | undefined {
  return text === undefined ? undefined : parseWhere(text)
}

/** Those that fit; tells in `Elements-Error` what was ignored. */
export function fitting<T>(
  reply: FastifyReply,
  where: WhereExpression | undefined,
  { schema, aliases = {}, others = [] }: Filterable,
  items: readonly T[],
  recordOf: (item: T) => object,
): T[] {
  if (where === undefined) return [...items]
  const memberOf = (name: string) => aliases[name] ?? name
  const ignored = attributesIn(where).filter(
    (name) => !isPlain(schema, memberOf(name)) && !others.includes(name),
  )
  if (ignored.length > 0) notice(reply, `where: ${ignored.join(', ')} is not known and was ignored`)
  return items.filter((item) => {
    const record = recordOf(item) as Readonly<Record<string, string | number | boolean | undefined>>
    return matchesWhere(where, (name) => {
      const member = memberOf(name)
      return isPlain(schema, member) ? (record[member] ?? null) : undefined
    })
  })
}

function isPlain({ properties }: TObject, name: string): boolean {
  const member: unknown = Object.hasOwn(properties, name) ? properties[name] : undefined
  const { type } = (member ?? {}) as { readonly type?: unknown }
  return typeof type === 'string' && plainTypes.has(type)
}
