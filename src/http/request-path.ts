/**
 * Why an address is refused before anything reads it, or undefined. A segment that decodes to `..` or hides a
 * control character (CR LF, NUL) is never an honest id, and whoever builds another URL from it would be led
 * astray. Slashes inside a segment (`%2F`) are fine as long as no part is a dot segment.
 */
export function refusalOfPath(url: string): string | undefined {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  if (mark >= 0 && hiddenInQuery.test(url)) {
    const refusal = refusalOfQuery(url.slice(mark))
    if (refusal !== undefined) return refusal
  }
  // Nearly every path is plain: no escapes and no dot segments.
  if (!suspicious.test(path)) return undefined
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return 'The path holds a percent sign that begins no valid escape. Encode it as %25'
  }
  if (controlCharacter.test(decoded)) {
    return 'The path holds a control character (such as NUL, CR or LF). Remove it'
  }
  if (decoded.split(/[/\\]/).some((part) => part === '.' || part === '..')) {
    return 'The path holds a "." or ".." segment. Write the path without it'
  }
  return undefined
}

/**
 * No database column can hold a NUL, and a line break in a value is never honest: it waits for somebody who
 * builds a header or a log line from it. `where` is a language, in which a line break is white space.
 */
function refusalOfQuery(query: string): string | undefined {
  if (query.includes('%00')) return 'The query holds a NUL character (%00). Remove it'
  const broken = query
    .slice(1)
    .split('&')
    .find((part) => !part.startsWith('where=') && lineBreak.test(part))
  if (broken === undefined) return undefined
  const name = broken.split('=', 1)[0]?.slice(0, 40) ?? ''
  return `The query parameter '${name}' holds a line break (%0D or %0A). Remove it`
}

const hiddenInQuery = /%0[0ad]/i
const lineBreak = /%0[ad]/i
const suspicious = /%|\/\.{1,2}(?:\/|$)|\\/
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const controlCharacter = /[\u0000-\u001F\u007F]/
