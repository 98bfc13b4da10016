/** What is kept of a receiver's answer. Pure. */
import { maskMembers } from '../../net/redact-members.ts'
import { encodedForms, maskForms, maskShapes } from '../../net/redact.ts'

/** Bytes of an answer that are kept. */
export const keptBytes = 16 * 1024

/**
 * The first bytes, credentials masked; undefined for an empty answer.
 * @param secrets what we sent; receivers echo it
 */
export function keptAnswer(
  body: Buffer,
  contentType: string | undefined,
  secrets: readonly string[],
): Buffer | undefined {
  if (body.length === 0) return undefined
  // A character for each byte: whatever the bytes mean, they come out as they went in.
  const text = body.subarray(0, keptBytes).toString('latin1')
  const found: string[] = [...secrets]
  const named = maskMembers(text, contentType ?? '', (value) => void found.push(value))
  const forms = encodedForms(found).map((form) => Buffer.from(form).toString('latin1'))
  return Buffer.from(maskShapes(maskForms(named, forms)), 'latin1').subarray(0, keptBytes)
}
