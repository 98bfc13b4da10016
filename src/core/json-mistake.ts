/** Finds the first thing in a text that JSON does not know, and says what to write instead. */

/** Where a text stops being JSON, and the correction. */
export interface Mistake {
  readonly offset: number
  readonly problem: string
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma' | 'end'

interface Scan {
  readonly text: string
  /** The brackets that are open. */
  readonly stack: ('{' | '[')[]
  offset: number
  expect: Expected
}

const blanks = /[ \t\r\n]*/y
const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/**
 * Walks a text by the grammar of RFC 8259 until something does not belong there.
 * @param text one that JSON.parse refuses
 */
export function findMistake(text: string): Mistake {
  const scan: Scan = { text, stack: [], offset: 0, expect: 'value' }
  for (;;) {
    scan.offset += lengthOf(blanks, scan)
    const char = text[scan.offset]
    const problem = char === undefined ? missingAtEnd(scan) : readToken(scan, char)
    if (problem !== undefined) return { offset: scan.offset, problem }
  }
}

function lengthOf(pattern: RegExp, { text, offset }: Scan): number {
  pattern.lastIndex = offset
  return pattern.exec(text)?.[0].length ?? 0
}

/** Moves behind the next token, or answers what is wrong at the offset. */
function readToken(scan: Scan, char: string): string | undefined {
  const { expect } = scan
  if (expect === 'end') return 'text follows after the end of the JSON'
  if (expect === 'comma') return readAfterValue(scan, char)
  if (expect === 'key' || expect === 'key or }') return readKey(scan, char)
  if (expect === 'value' || expect === 'value or ]') return readValue(scan, char)
  return char === ':' ? move(scan, 1, 'value') : `a colon must follow the key${insteadOf(char)}`
}

function move(scan: Scan, length: number, expect: Expected): undefined {
  scan.offset += length
  scan.expect = expect
}

function afterValue(scan: Scan): Expected {
  return scan.stack.length === 0 ? 'end' : 'comma'
}

function close(scan: Scan): undefined {
  scan.stack.pop()
  move(scan, 1, afterValue(scan))
}

function readAfterValue(scan: Scan, char: string): string | undefined {
  const inObject = scan.stack.at(-1) === '{'
  const closing = inObject ? '}' : ']'
  if (char === ',') return move(scan, 1, inObject ? 'key' : 'value')
  if (char === closing) return close(scan)
  return `a comma or ${closing} must follow${insteadOf(char)}`
}

function readKey(scan: Scan, char: string): string | undefined {
  if (char === '"') return readString(scan, 'colon')
  if (char !== '}') {
    return oddQuote(char) ?? `a key in double quotes must stand here${insteadOf(char)}`
  }
  return scan.expect === 'key or }' ? close(scan) : 'remove the comma before }'
}

function readValue(scan: Scan, char: string): string | undefined {
  if (char === '{' || char === '[') {
    scan.stack.push(char)
    return move(scan, 1, char === '{' ? 'key or }' : 'value or ]')
  }
  if (char === '"') return readString(scan, afterValue(scan))
  if (char === ']' && scan.expect === 'value or ]') return close(scan)
  if (char === ']' && scan.stack.at(-1) === '[') return 'remove the comma before ]'
  const length = lengthOf(literal, scan)
  if (length > 0) return move(scan, length, afterValue(scan))
  return badValue(scan.text.slice(scan.offset, scan.offset + 24))
}

function readString(scan: Scan, next: Expected): string | undefined {
  const start = scan.offset
  for (let offset = start + 1; offset < scan.text.length; offset++) {
    const code = scan.text.charCodeAt(offset)
    if (code === 0x22) return move(scan, offset + 1 - start, next)
    if (code >= 0x20 && code !== 0x5c) continue
    scan.offset = offset
    if (code < 0x20) return controlCharacter(code)
    const length = lengthOf(escape, scan)
    if (length === 0) return 'a backslash stands alone; write \\\\'
    offset += length - 1
  }
  scan.offset = start
  return 'the string that begins here has no closing quote'
}

function controlCharacter(code: number): string {
  const name = code === 0x0a || code === 0x0d ? 'a line end' : 'a control character'
  const written = code === 0x0a ? '\\n' : `\\u${code.toString(16).padStart(4, '0')}`
  return `${name} stands inside a string; write ${written}`
}

function missingAtEnd({ text, stack, expect }: Scan): string {
  if (text.trim() === '') return 'the body is empty; send JSON, or no content type'
  const closing = stack.at(-1) === '{' ? '}' : ']'
  const mayClose = expect === 'comma' || expect.endsWith(closing)
  return `the text ends too early; ${mayClose ? closing : 'a value'} is missing`
}

const curlyQuotes = '\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u2018\u2019\u201a\u2032'

function oddQuote(char: string): string | undefined {
  if (curlyQuotes.includes(char)) {
    return `replace the curly quotes (${char}) by straight double quotes (")`
  }
  if (char === "'" || char === '`') return `replace the quotes (${char}) by double quotes (")`
  return undefined
}

function badValue(rest: string): string {
  const quote = oddQuote(rest[0] ?? '')
  if (quote !== undefined) return quote
  const word = /^[-+]?[\w.]+/.exec(rest)?.[0] ?? ''
  if (/^[-+]?(?:NaN|Infinity)$/.test(word)) return `${word} is no JSON; write null or a number`
  if (word === 'undefined' || word === 'None') return `${word} is no JSON; write null`
  if (/^(?:true|false|null)$/i.test(word)) return `write ${word.toLowerCase()} in small letters`
  if (/^[-+]?[\d.]/.test(word)) return `"${word}" is no number as JSON writes them`
  if (rest.startsWith('//') || rest.startsWith('/*')) return 'JSON has no comments; remove it'
  if (word !== '') return `"${word}" must stand in double quotes`
  return `a value must stand here${insteadOf(rest[0] ?? '')}`
}

function insteadOf(char: string): string {
  const quote = oddQuote(char)
  if (quote !== undefined) return `; ${quote}`
  return /[!-~]/.test(char) ? `, not ${char}` : ''
}
