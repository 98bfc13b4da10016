import { types, type CustomTypesConfig } from 'pg'

const int8 = 20
const int8Array = 1016

type Parser = (text: string) => unknown

/** The library declares its parsers for the ids it has names for; it knows more than that. */
const parserOf = types.getTypeParser as (oid: number, format?: 'text' | 'binary') => Parser

const parseArrayOfText = parserOf(int8Array) as (text: string) => string[]

function toSafeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`)
  return value
}

/** How columns are read: `bigint` as a number (an error outside the safe range), the rest as node-postgres does. */
export const readTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): Parser => {
    if (format !== 'binary') {
      if (oid === int8) return toSafeNumber
      if (oid === int8Array) return (text) => parseArrayOfText(text).map(toSafeNumber)
    }
    return parserOf(oid, format)
  }) as typeof types.getTypeParser,
}
