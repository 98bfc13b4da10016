/** The vendor's bytes become a value: pure, and every way they can be wrong has a sentence. */
import type { Parameter } from '../catalog/element.ts'
import { PlatformError, toError } from '../core/errors.ts'
import { isJsonObject } from '../core/json.ts'
import { parseJson } from '../core/parse-json.ts'
import type { OutboundAnswer } from '../net/sender.ts'
import type { VendorConnection } from './connection.ts'
import type { ResourcePlan } from './plan.ts'
import { readPath } from './value-path.ts'

/** Parses the body of a success. No body is undefined, where none is needed; otherwise 502 `vendor_answer_unreadable`. */
export function readBody(
  connection: VendorConnection,
  answer: OutboundAnswer,
  needsBody: boolean,
): unknown {
  const name = connection.connector.name
  if (answer.body.length === 0) {
    if (!needsBody) return undefined
    throw unreadable(`${name} answered ${answer.status} with an empty body`)
  }
  try {
    return parseJson(answer.body)
  } catch (error) {
    const type = answer.headers['content-type'] ?? 'no content type'
    const wanted = `The answer of ${name} is not readable JSON (${type}, ${answer.body.length} bytes): ${toError(error).message}`
    throw unreadable(wanted, error)
  }
}

/**
 * What stands under the response root; the whole body where the definition names none. Throws 502 when the answer
 * is not of the shape that the definition promises: an empty list instead would be silent loss.
 */
export function unwrap(plan: ResourcePlan, connection: VendorConnection, body: unknown): unknown {
  const { responseRoot } = plan
  if (responseRoot === undefined) return body
  if (plan.paging !== 'none') return unwrapList(plan, connection, body, responseRoot)
  if (body === undefined || body === null) return body
  const found = readPath(body, responseRoot)
  if (found !== undefined || plan.resource.method !== 'GET') return found ?? body
  throw unreadable(
    `The answer of ${connection.connector.name} has no '${responseRoot}', where the definition expects the record`,
  )
}

/** Vendors leave an empty list out, write null for it, or answer the bare list; anything else is no list. */
function unwrapList(
  plan: ResourcePlan,
  connection: VendorConnection,
  body: unknown,
  responseRoot: string,
): unknown {
  if (Array.isArray(body) || body === null) return body ?? []
  const found = isJsonObject(body) ? (readPath(body, responseRoot) ?? []) : undefined
  if (Array.isArray(found)) return found
  throw unreadable(
    `The answer of ${connection.connector.name} to ${plan.resource.method} ${plan.resource.path} is no list at '${responseRoot}'`,
  )
}

/** Values that `source: response` parameters take out of an answer, for the instance's configuration. */
export function capturedValues(
  captures: readonly Parameter[],
  answer: OutboundAnswer | undefined,
  rawBody: unknown,
): Record<string, string> {
  const values: Record<string, string> = {}
  for (const parameter of captures) {
    if (parameter.type !== 'configuration') continue
    const found = captured(parameter, answer, rawBody)
    if (found === undefined || found === null) continue
    values[parameter.name] = typeof found === 'string' ? found : JSON.stringify(found)
  }
  return values
}

function captured(
  parameter: Parameter,
  answer: OutboundAnswer | undefined,
  rawBody: unknown,
): unknown {
  const source = parameter.vendorName || parameter.name
  if (parameter.vendorType === 'header') return answer?.headers[source.toLowerCase()]
  if (parameter.vendorType === 'bodyField') return readPath(rawBody, source)
  return parameter.vendorType === 'body' ? (readPath(rawBody, source) ?? rawBody) : undefined
}

/** True when a 2xx answer says, by the definition's word, that there is no such record. */
export function saysNotFound(plan: ResourcePlan, rawBody: unknown): boolean {
  const rule = plan.resource.hubwright?.notFoundWhen
  return rule !== undefined && readPath(rawBody, rule.path) === rule.equals
}

function unreadable(message: string, cause?: unknown): PlatformError {
  return new PlatformError('vendor_answer_unreadable', message, { cause })
}
