/** What people type into names and tags: checked for size and characters, without markup. */
import { PlatformError } from '../core/errors.ts'

/** Text that PostgreSQL and JSON can both carry; answers the reason when it is not. */
export function refusalOfText(value: string, longest: number): string | undefined {
  if (value.length > longest) return `is too long: at most ${longest} characters are stored`
  if (value.includes('\u0000')) return 'contains the character U+0000, which cannot be stored'
  return undefined
}

/** True for text that would break out of a line, such as a header's. */
export function hasControlCharacter(value: string): boolean {
  // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
  return /[\u0000-\u001f\u007f]/.test(value)
}

/** The same for what is shown on one line: names and tags end up in headers, logs and mails. */
export function refusalOfLine(value: string, longest: number): string | undefined {
  if (hasControlCharacter(value)) return 'must not contain line breaks or other control characters'
  return refusalOfText(value, longest)
}

/** Throws a 400 that names `path` when the text cannot be stored. */
export function checkText(path: string, value: string, longest: number): void {
  const refusal = refusalOfText(value, longest)
  if (refusal === undefined) return
  const details = [{ path, message: refusal }]
  throw new PlatformError('invalid_request', `'${path}' ${refusal}`, { details })
}

/**
 * The text without HTML tags and comments; what stands between them stays. Repeated until nothing changes, so that
 * a tag inside a tag leaves none behind. A lone `<` that begins no tag is kept.
 */
export function withoutTags(text: string): string {
  let before: string
  let after = text
  do {
    before = after
    after = before.replaceAll(/<[a-zA-Z/!?][^<>]*>/g, '')
  } while (after !== before)
  return after.trim()
}
