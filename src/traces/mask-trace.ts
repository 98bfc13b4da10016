/**
 * From what was held to what may be shown, in three steps. First the secrets that were known are masked wherever they
 * stand; then what is named like a secret, and these values are looked for everywhere else, too; last what only looks
 * like one. In this order no step takes a part of a secret and leaves the rest unknown to the next.
 */
import { encodedForms, maskForms, maskShapes } from '../net/redact.ts'
import {
  isJson,
  maskAddress,
  maskHeaders,
  maskMembers,
  type OnSecret,
} from '../net/redact-members.ts'
import type { HeldExchange, HeldRequest, HeldResponse } from './capture.ts'
import { margin, type HeldBody } from './message-body.ts'
import {
  traceLimits,
  type Exchange,
  type ShownBody,
  type ShownRequest,
  type ShownResponse,
  type TraceContent,
} from './trace.ts'

export interface HeldTrace {
  readonly request: HeldRequest
  readonly response: HeldResponse
  readonly exchanges: readonly HeldExchange[]
}

/** A shorter text under a secret name is masked there, but not looked for elsewhere. */
const shortestFound = 6
const mostFound = 500

/** @param secrets values known to be secret from the beginning */
export function maskTrace(held: HeldTrace, secrets: readonly string[]): TraceContent {
  const found = new Set<string>()
  const onSecret: OnSecret = (value) => {
    if (value.length >= shortestFound && found.size < mostFound) found.add(value)
  }
  const known = encodedForms(secrets)
  const named = <T extends HeldRequest | HeldResponse>(message: T) =>
    withoutNamed(withoutKnown(message, known), onSecret)
  const request = named(held.request)
  const response = named(held.response)
  const exchanges = held.exchanges.map((exchange) => ({
    ...exchange,
    request: named(exchange.request),
    ...(exchange.response === undefined ? {} : { response: named(exchange.response) }),
  }))
  const forms = encodedForms([...secrets, ...found])
  return {
    request: shownRequest(request, forms),
    response: shownResponse(response, forms),
    exchanges: exchanges.map((exchange) => shownExchange(exchange, forms)),
  }
}

function withoutKnown<T extends HeldRequest | HeldResponse>(
  message: T,
  forms: readonly string[],
): T {
  const { body } = message
  return {
    ...message,
    ...('url' in message ? { url: maskForms(message.url, forms) } : {}),
    headers: mapValues(message.headers, (value) => maskForms(value, forms)),
    body: body?.text === undefined ? body : { ...body, text: maskForms(body.text, forms) },
  }
}

function withoutNamed<T extends HeldRequest | HeldResponse>(message: T, onSecret: OnSecret): T {
  const { body } = message
  return {
    ...message,
    ...('url' in message ? { url: maskAddress(message.url, onSecret) } : {}),
    headers: maskHeaders(message.headers, onSecret),
    body:
      body?.text === undefined
        ? body
        : { ...body, text: maskMembers(body.text, body.type, onSecret) },
  }
}

function shownExchange(exchange: HeldExchange, forms: readonly string[]): Exchange {
  const { request, response, failure, at, durationMs } = exchange
  return {
    request: shownRequest(request, forms),
    ...(response === undefined ? {} : { response: shownResponse(response, forms) }),
    ...(failure === undefined
      ? {}
      : { failure: { kind: failure.kind, message: clean(failure.message, forms) } }),
    at,
    durationMs,
  }
}

function shownRequest({ method, url, ...rest }: HeldRequest, forms: readonly string[]) {
  const request: ShownRequest = { method, url: clean(url, forms, false), ...shownRest(rest, forms) }
  return request
}

function shownResponse({ status, ...rest }: HeldResponse, forms: readonly string[]) {
  const response: ShownResponse = { status, ...shownRest(rest, forms) }
  return response
}

function shownRest(
  { headers, body }: Pick<HeldResponse, 'headers' | 'body'>,
  forms: readonly string[],
) {
  return {
    headers: mapValues(headers, (value) => clean(value, forms)),
    ...(body === undefined ? {} : { body: shownBody(body, forms) }),
  }
}

function shownBody({ type, bytes, text, isPart }: HeldBody, forms: readonly string[]): ShownBody {
  const size = { ...(type === '' ? {} : { type: clean(type, forms) }), bytes }
  if (text === undefined) return size
  // In JSON names were judged one by one, and its signs would be taken for a sentence.
  const all = clean(text, forms, !isJson(text, type))
  // Where we hold only a part, a secret at its end may be half there and stay unseen: that end is never shown.
  const end = isPart ? Math.min(traceLimits.body, all.length - margin) : traceLimits.body
  return all.length > end || isPart
    ? { ...size, text: all.slice(0, Math.max(0, end)), isCut: true }
    : { ...size, text: all }
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}

function clean(text: string, forms: readonly string[], byName = true): string {
  return maskShapes(maskForms(text, forms), byName)
}
