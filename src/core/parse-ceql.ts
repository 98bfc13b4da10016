/**
 * The parser of CEQL, the language of `where`:
 *
 *     or        := and (OR and)*
 *     and       := term (AND term)*
 *     term      := '(' or ')' | attribute test
 *     test      := ('=' | '!=' | '<' | '>' | '<=' | '>=') literal
 *                | LIKE string | IN '(' literal (',' literal)* ')' | IS [NOT] NULL
 *     attribute := dotted word, or anything between back-quotes
 *     literal   := 'text' ('' for a quote) | number | true | false | date or date-time, also bare
 *
 * Key words in any case.
 */
import type { WhereCondition, WhereExpression, WhereLiteral, WhereOperator } from './ceql.ts'
import { PlatformError } from './errors.ts'

const maxLength = 10_000
const maxNesting = 32
const maxConditions = 200

interface Reader {
  readonly text: string
  offset: number
  depth: number
  conditions: number
}

const blanks = /\s*/y
const bareAttribute = /[\p{L}_@$][\p{L}\p{N}_@$.[\]*-]*/uy
const quotedAttribute = /`([^`]+)`/y
const comparison = /!=|<=|>=|=(?!=)|<(?!>)|>/y
const quotedText = /'((?:[^']|'')*)'/y
const dateTime =
  /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?(?![\w:.-])/iy
const bareNumber = /[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.:-])/iy
const bareWord = /[\p{L}\p{N}][\p{L}\p{N}_@$.:+-]*/uy
// A line end or a null has no business in a value; it would travel on into URLs and logs.
// oxlint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f\u007f]/

/** Reads a whole expression. @throws PlatformError `invalid_where` naming the place and what belongs there */
export function parseWhere(text: string): WhereExpression {
  const reader: Reader = { text, offset: 0, depth: 0, conditions: 0 }
  if (text.length > maxLength) {
    throw mistake(reader, `it is longer than ${maxLength} characters; ask for less at once`)
  }
  skipBlanks(reader)
  if (reader.offset === text.length) {
    throw mistake(reader, "it is empty; write a condition such as name = 'value' or leave it out")
  }
  const expression = readAny(reader)
  if (reader.offset < text.length) {
    const closing = text[reader.offset] === ')'
    throw mistake(
      reader,
      closing
        ? 'no parenthesis is open here; remove )'
        : `AND or OR must stand here${found(reader)}`,
    )
  }
  return expression
}

/** All conditions of an expression in the order of the text, whatever joins them. */
export function conditionsOf(expression: WhereExpression): WhereCondition[] {
  if ('condition' in expression) return [expression.condition]
  const parts = 'all' in expression ? expression.all : expression.any
  return parts.flatMap(conditionsOf)
}

function readAny(reader: Reader): WhereExpression {
  const parts = [readAll(reader)]
  while (takeWord(reader, 'or')) parts.push(readAll(reader))
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { any: parts }
}

function readAll(reader: Reader): WhereExpression {
  const parts = [readTerm(reader)]
  while (takeWord(reader, 'and')) parts.push(readTerm(reader))
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { all: parts }
}

function readTerm(reader: Reader): WhereExpression {
  if (!takeChar(reader, '(')) return { condition: readCondition(reader) }
  reader.depth++
  if (reader.depth > maxNesting) {
    throw mistake(reader, `parentheses stand deeper than ${maxNesting} levels; write it flatter`)
  }
  const expression = readAny(reader)
  if (!takeChar(reader, ')')) throw mistake(reader, `) must stand here${found(reader)}`)
  reader.depth--
  return expression
}

function readCondition(reader: Reader): WhereCondition {
  reader.conditions++
  if (reader.conditions > maxConditions) {
    throw mistake(reader, `it has more than ${maxConditions} conditions; ask for less at once`)
  }
  const position = reader.offset
  const attribute = readAttribute(reader)
  const sign = take(reader, comparison)?.[0] as WhereOperator | undefined
  if (sign !== undefined) {
    return { attribute, operator: sign, value: readLiteral(reader), position }
  }
  if (takeWord(reader, 'like')) {
    return { attribute, operator: 'like', value: readLiteral(reader), position }
  }
  if (takeWord(reader, 'in'))
    return { attribute, operator: 'in', value: readList(reader), position }
  if (takeWord(reader, 'is')) {
    const operator = takeWord(reader, 'not') ? 'is not null' : 'is null'
    if (!takeWord(reader, 'null')) throw mistake(reader, `NULL must stand here${found(reader)}`)
    return { attribute, operator, value: undefined, position }
  }
  throw mistake(reader, missingOperator(reader))
}

function missingOperator(reader: Reader): string {
  const rest = reader.text.slice(reader.offset)
  if (rest.startsWith('==')) return 'write = instead of =='
  if (rest.startsWith('<>')) return 'write != instead of <>'
  if (/^not\b/i.test(rest))
    return 'NOT is known in IS NOT NULL only; write the condition without it'
  return `an operator must stand here (=, !=, <, >, <=, >=, LIKE, IN, IS NULL)${found(reader)}`
}

function readAttribute(reader: Reader): string {
  const quoted = take(reader, quotedAttribute)?.[1]
  if (quoted !== undefined) {
    const attribute = quoted.trim()
    if (attribute !== '' && !controlCharacter.test(attribute)) return attribute
    throw mistake(reader, 'the name between the back-quotes is empty or holds a control character')
  }
  const start = reader.offset
  const bare = take(reader, bareAttribute)?.[0]
  if (bare !== undefined && !/^(?:and|or|not|null)$/i.test(bare)) return bare
  reader.offset = start
  const char = reader.text[start] ?? ''
  if (char === '`') throw mistake(reader, 'the back-quote that begins here has no end')
  if ('\'"“”„‘’‚«»'.includes(char) && char !== '') {
    throw mistake(reader, 'names of attributes stand bare or in back-quotes, such as `a.b`')
  }
  throw mistake(reader, `the name of an attribute must stand here${found(reader)}`)
}

function readList(reader: Reader): WhereLiteral[] {
  if (!takeChar(reader, '(')) {
    throw mistake(reader, `IN needs a list in parentheses, such as ('a', 'b')${found(reader)}`)
  }
  const values = [readLiteral(reader)]
  while (takeChar(reader, ',')) values.push(readLiteral(reader))
  if (!takeChar(reader, ')')) throw mistake(reader, `a comma or ) must stand here${found(reader)}`)
  return values
}

function readLiteral(reader: Reader): WhereLiteral {
  const start = reader.offset
  const quoted = take(reader, quotedText)?.[1]
  if (quoted !== undefined) {
    if (!controlCharacter.test(quoted)) return quoted.replaceAll("''", "'")
    reader.offset = start
    throw mistake(reader, 'the text holds a line end or another control character; remove it')
  }
  const date = take(reader, dateTime)?.[0]
  if (date !== undefined) return date
  const number = take(reader, bareNumber)?.[0]
  if (number !== undefined) return toNumber(number)
  if (takeWord(reader, 'true')) return true
  if (takeWord(reader, 'false')) return false
  throw mistake(reader, missingLiteral(reader))
}

/** What a number cannot hold exactly stays text: long ids, and leading zeros. */
function toNumber(text: string): WhereLiteral {
  const value = Number(text)
  const isWhole = /^[+-]?\d+$/.test(text)
  if (!Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value))) return text
  return /^[+-]?0\d/.test(text) ? text : value
}

function missingLiteral(reader: Reader): string {
  const char = reader.text[reader.offset] ?? ''
  if (char === "'")
    return "the text that begins here has no closing quote; a quote inside is written ''"
  if (char !== '' && '"“”„‘’‚‛′«»`´'.includes(char)) {
    return `replace the quotes (${char}) by straight single quotes (')`
  }
  const word = match(reader, bareWord)?.[0]
  if (word === undefined) return `a value must stand here${found(reader)}`
  if (/^null$/i.test(word)) return 'write IS NULL or IS NOT NULL instead of comparing with null'
  return `"${word}" must stand in straight single quotes: '${word}'`
}

function match({ text, offset }: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = offset
  return pattern.exec(text)
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  const result = match(reader, pattern)
  if (result === null) return undefined
  reader.offset += result[0].length
  skipBlanks(reader)
  return result
}

function takeChar(reader: Reader, char: string): boolean {
  if (reader.text[reader.offset] !== char) return false
  reader.offset++
  skipBlanks(reader)
  return true
}

/** A key word ends where a name could not go on: `and(` is AND, `android` is not. */
function takeWord(reader: Reader, word: string): boolean {
  const end = reader.offset + word.length
  if (reader.text.slice(reader.offset, end).toLowerCase() !== word) return false
  if (/^[\p{L}\p{N}_@$.-]/u.test(reader.text.slice(end, end + 2))) return false
  reader.offset = end
  skipBlanks(reader)
  return true
}

function skipBlanks(reader: Reader): void {
  reader.offset += match(reader, blanks)?.[0].length ?? 0
}

function found({ text, offset }: Reader): string {
  if (offset >= text.length) return ', but the text ends'
  const word = /^(?:\S{1,20})/u.exec(text.slice(offset))?.[0] ?? ''
  return `, not ${word}`
}

function mistake({ offset }: Reader, problem: string): PlatformError {
  const message = `The where expression cannot be read at character ${offset + 1}: ${problem}`
  return new PlatformError('invalid_where', message, {
    details: [{ path: 'where', message: `character ${offset + 1}: ${problem}` }],
  })
}
