/** The members of a list that fit a `where`. */
import { matchesWhere } from '../../../core/match-where.ts'
import { parseWhere } from '../../../core/parse-ceql.ts'

/** Conditions on members that the records do not know are left out, as everywhere on the platform. */
export function fitting<T extends object>(records: readonly T[], where: string | undefined): T[] {
  if (where === undefined) return [...records]
  const expression = parseWhere(where)
  return records.filter((record) =>
    matchesWhere(expression, (name) => {
      const value: unknown = Object.entries(record).find(([member]) => member === name)?.[1]
      const isPlain = ['string', 'number', 'boolean'].includes(typeof value)
      return isPlain ? (value as string | number | boolean) : undefined
    }),
  )
}
