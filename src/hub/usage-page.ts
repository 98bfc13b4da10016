import { PlatformError } from '../core/errors.ts'

/** Where a page of usage records ended: records are walked from the newest to the oldest. */
export interface UsagePage {
  readonly at: Date
  readonly id: string
}

export function writeUsagePage(last: UsagePage): string {
  return Buffer.from(`${last.at.getTime()} ${last.id}`).toString('base64url')
}

/** Throws 400 for a token that is not ours. */
export function readUsagePage(token: string): UsagePage {
  const match = /^(\d{1,15}) ([0-9a-f-]{36})$/.exec(
    Buffer.from(token, 'base64url').toString('utf8'),
  )
  if (match !== null) return { at: new Date(Number(match[1])), id: match[2] as string }
  const message =
    "The 'nextPage' token cannot be read; use the value of Elements-Next-Page-Token as it came"
  throw new PlatformError('invalid_request', message, { details: [{ path: 'nextPage', message }] })
}
