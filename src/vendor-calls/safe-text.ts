import { PlatformError } from '../core/errors.ts'

/** Longest value that one variable of a path may have; vendors' ids are far shorter. */
const longestPathValue = 512

/**
 * Encodes one value for one path segment. A slash inside is legal (order numbers may hold one) and goes out as
 * `%2F`; anything that a server could read as a step upwards does not.
 */
export function pathValue(name: string, value: string): string {
  if (value === '') throw refuse(name, `The path parameter '${name}' is empty`)
  if (value.length > longestPathValue) {
    throw refuse(name, `The path parameter '${name}' is longer than ${longestPathValue} characters`)
  }
  if (hasControlCharacter(value)) {
    throw refuse(name, `The path parameter '${name}' holds a control character`)
  }
  if (stepsElsewhere(value)) {
    throw refuse(name, `The path parameter '${name}' may not step to another path`)
  }
  return encoded(name, value)
}

/** Looks beneath the layers of encoding that careless servers take off; other percent signs are an id's own. */
function stepsElsewhere(value: string): boolean {
  let text = value
  for (let layer = 0; layer < 4; layer += 1) {
    if (text.split(/[/\\]/).some((part) => part === '.' || part === '..')) return true
    if (!text.includes('%')) return false
    text = text.replace(/%(2e|2f|5c|25)/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
  }
  return false
}

/** Checks a header value: one line of characters that HTTP allows. */
export function headerValue(name: string, value: string): string {
  // Outside of visible ASCII, space, tab and Latin-1 nothing can be sent in a header.
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw refuse(
      name,
      `What is to go into the vendor's header '${name}', such as a token of the configuration, holds a character that headers cannot carry`,
    )
  }
  return value
}

/** Checks a query value: any text but control characters. */
export function queryValue(name: string, value: string): string {
  if (hasControlCharacter(value)) {
    throw refuse(name, `The query parameter '${name}' holds a control character`)
  }
  return value
}

/** Query text with everything escaped that is not plain. Lists become repeated names. */
export function queryText(query: Readonly<Record<string, string | readonly string[]>>): string {
  let text = ''
  for (const name of Object.keys(query)) {
    const value = query[name] as string | readonly string[]
    for (const one of typeof value === 'string' ? [value] : value) {
      text += `${text === '' ? '' : '&'}${encoded(name, name)}=${encoded(name, one)}`
    }
  }
  return text
}

function encoded(name: string, value: string): string {
  try {
    return encodeURIComponent(value)
  } catch (error) {
    // A lone surrogate: text that no UTF-8 can carry.
    throw refuse(name, `The parameter '${name}' is not valid text`, error)
  }
}

// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const controlCharacter = /[\u0000-\u001f\u007f]/

export function hasControlCharacter(value: string): boolean {
  return controlCharacter.test(value)
}

function refuse(path: string, message: string, cause?: unknown): PlatformError {
  return new PlatformError('invalid_request', message, { cause, details: [{ path, message }] })
}
