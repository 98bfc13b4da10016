/** What goes wrong at the vendor, and by which code a client is told. */
import { isJsonObject } from '../../../src/core/json.ts'
import type { Platform } from '../start-platform.ts'
import { connect, told } from './connection.ts'
import type { Report } from './report.ts'

interface Trouble {
  readonly name: string
  readonly fault: Readonly<Record<string, unknown>>
  readonly status: number
  readonly code: string
}

/** More often than anybody asks again, so that a trouble lasts. */
const times = 50

const troubles: readonly Trouble[] = [
  {
    name: '429',
    fault: { fault: 429, retryAfterSeconds: 30 },
    status: 429,
    code: 'vendor_rate_limited',
  },
  { name: '500', fault: { fault: 500 }, status: 502, code: 'vendor_failed' },
  { name: 'timeout', fault: { fault: 'timeout' }, status: 502, code: 'vendor_timeout' },
  { name: 'reset', fault: { fault: 'reset' }, status: 502, code: 'vendor_unreachable' },
  { name: 'truncate', fault: { fault: 'truncate' }, status: 502, code: 'vendor_answer_unreadable' },
  { name: 'revoked', fault: { fault: 'revoked' }, status: 401, code: 'reauth_required' },
]

export interface FaultParts {
  /** With a short patience, as a timeout is waited for. */
  readonly platform: Platform
  readonly key: string
  readonly hub: string
  readonly instance: Readonly<Record<string, unknown>>
  readonly authentication: string
  readonly report: Report
}

/** Plays every trouble on a list, each with an instance of its own, as some of them last. */
export async function measureFaults(
  parts: FaultParts,
  path: string,
): Promise<Record<string, string>> {
  const codes: Record<string, string> = {}
  for (const trouble of troubles) codes[trouble.name] = await play(parts, path, trouble)
  return codes
}

async function play(parts: FaultParts, path: string, trouble: Trouble): Promise<string> {
  const { platform, key, hub, instance } = parts
  const fail = (message: string) =>
    parts.report.fail({
      authentication: parts.authentication,
      check: `faults.${trouble.name}`,
      message,
    })
  const connection = await connect(platform, key, hub, instance)
  await platform.sandbox('POST', `/_control/${key}/faults`, { ...trouble.fault, match: '', times })
  const answer = await connection.send('GET', path)
  await platform.sandbox('DELETE', `/_control/${key}/faults`)
  const code = isJsonObject(answer.body) ? answer.body['code'] : undefined
  if (answer.status !== trouble.status || code !== trouble.code) {
    fail(
      `answered ${told(answer)} with the code ${String(code)}, not ${trouble.status} ${trouble.code}`,
    )
  }
  if (trouble.name === '429' && answer.headers['retry-after'] !== '30') {
    fail(`Retry-After is ${answer.headers['retry-after'] ?? 'absent'}, the vendor said 30`)
  }
  const after = await connection.send('GET', path)
  const lasts = trouble.status < 500
  if (lasts === (after.status === 200)) {
    fail(lasts ? 'is forgotten at once' : `outlives the trouble: ${told(after)}`)
  }
  return String(code)
}
