/**
 * The way in of webhooks: read, judge, find who it is for, store, and only then say yes. Fails closed: whatever is not
 * proven is answered alike, so that nobody learns from us which connector, account or instance there is.
 */
import { randomUUID } from 'node:crypto'
import type { Connector } from '../../catalog/connector.ts'
import type { WebhookWord } from '../../catalog/events-word.ts'
import type { Clock } from '../../core/clock.ts'
import { PlatformError } from '../../core/errors.ts'
import { hopsHeader, keptHops } from '../../core/hops.ts'
import type { NewEvent, StoredEvent } from '../event.ts'
import type { Addresses } from './addresses.ts'
import {
  candidatesFor,
  mayBeUnsigned,
  provenFor,
  type Question,
  type WebhookAddress,
} from './choose-receivers.ts'
import { unavailable, type GroupCommit } from './group-commit.ts'
import { digestOf, readClaim, type Claim, type Refusal } from './judge.ts'
import { isForm, readPayload, type Payload } from './payload.ts'
import type { ProofOfLife } from './proof-of-life.ts'
import type { Quarantine } from './quarantine.ts'
import type { QuarantinedWebhook } from './quarantine-store.ts'
import type { Target, Targets } from './targets.ts'
import type { Counts } from './webhook-counts.ts'

export interface WebhookRequest {
  readonly elementKey: string
  readonly address:
    | Exclude<WebhookAddress, { kind: 'own' }>
    | { readonly kind: 'token'; readonly token: string }
    /** It cannot be read. */
    | { readonly kind: 'none' }
  readonly contentType: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** The body; of a GET its query. */
  readonly raw: Buffer
}

export interface ReceiveParts {
  readonly catalog: { get(keyOrId: string): Connector | undefined }
  readonly addresses: Pick<Addresses, 'instanceOf'>
  readonly targets: Targets
  readonly group: Pick<GroupCommit, 'add'>
  readonly quarantine: Pick<Quarantine, 'keep'>
  readonly proofOfLife: Pick<ProofOfLife, 'heard'>
  /** Has these instances ask their vendor now. */
  readonly nudge: (instanceIds: readonly number[]) => void
  readonly counts: Counts
  readonly clock: Clock
}

/**
 * Resolves when the vendor may be told yes: it is stored, known already, nobody wants it, or it is nobody's: then it
 * waits in the quarantine, if there is room. A vendor that was told no for long would switch off the app of all.
 * @throws unauthorized (401) alike for whatever is not proven; unavailable (503) when it should be sent again
 */
export async function receiveWebhook(parts: ReceiveParts, request: WebhookRequest): Promise<void> {
  const { counts } = parts
  try {
    const refusal = await takeIn(parts, request)
    if (refusal === undefined) return
    counts[`refused_${refusal}`] += 1
  } catch (error) {
    counts.unavailable += 1
    if (error instanceof PlatformError && error.code === 'unavailable') throw error
    throw unavailable('The webhook could not be taken', error)
  }
  throw new PlatformError(
    'unauthorized',
    'The webhook was not accepted: it is not proven that it comes from the vendor',
  )
}

async function takeIn(parts: ReceiveParts, request: WebhookRequest): Promise<Refusal | undefined> {
  const { elementKey, headers, raw, contentType } = request
  const connector = parts.catalog.get(elementKey)
  const word = connector?.element.hubwright?.events?.webhook
  if (word === undefined || connector?.key !== elementKey) return 'unknown_connector'
  const payload = readPayload(contentType, raw)
  if (isHint(word, request, payload)) return takeHint(parts, connector.key, word, payload)
  const claim = readClaim(word, { payload, headers, raw, now: parts.clock.now() })
  if (typeof claim === 'string') return claim
  const address = await addressOf(parts, request)
  if (address === undefined) return 'unknown_address'
  if (claim.signed === undefined && !mayBeUnsigned({ word, address })) return 'unsigned'
  const question = { connectorKey: connector.key, word, address, claim, payload }
  const candidates = await candidatesFor(parts.targets, question)
  const proven = provenFor(question, candidates)
  if (proven.length > 0) return store(parts, request, question, proven)
  if (claim.signed !== undefined) return setAside(parts, request, question)
  return address.kind === 'own' ? 'unknown_address' : countDropped(parts)
}

async function addressOf(
  parts: ReceiveParts,
  { address }: WebhookRequest,
): Promise<WebhookAddress | undefined> {
  if (address.kind === 'none') return undefined
  if (address.kind !== 'token') return address
  const id = await parts.addresses.instanceOf(address.token)
  return id === undefined ? undefined : { kind: 'own', id }
}

async function store(
  parts: ReceiveParts,
  request: WebhookRequest,
  { word, claim, connectorKey }: Question,
  proven: readonly Target[],
): Promise<undefined> {
  const takers = proven.filter(({ takesWebhooks }) => takesWebhooks)
  if (takers.length === 0) return countDropped(parts)
  const events = eventsFor(takers, connectorKey, word, claim, request)
  const stored: readonly StoredEvent[] = await parts.group.add(events)
  parts.counts.stored += stored.length
  parts.counts.repeated += events.length - stored.length
  for (const { organizationId, id } of takers) parts.proofOfLife.heard(organizationId, id)
  return undefined
}

/** One for each instance. Where the vendor gives its events no id, each arrival is one: none is taken for a repeat. */
export function eventsFor(
  takers: readonly Target[],
  connectorKey: string,
  word: WebhookWord,
  claim: Claim,
  { contentType, headers, raw }: Pick<WebhookRequest, 'contentType' | 'headers' | 'raw'>,
): NewEvent[] {
  const vendorEventId = claim.eventId ?? randomUUID()
  const seen = headersFor(word.headers ?? [], headers)
  return takers.map(({ id, organizationId, accountId }) => ({
    organizationId,
    accountId,
    instanceId: id,
    connectorKey,
    source: 'webhook',
    vendorEventId,
    occurredAt: claim.occurredAt,
    contentType,
    headers: seen,
    raw,
  }))
}

function headersFor(
  names: readonly string[],
  headers: WebhookRequest['headers'],
): Record<string, string> {
  const named = names.flatMap((name) => {
    const value = headers[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(named), ...keptHops(headers[hopsHeader]) }
}

/** Signed, but by nobody that we know. Without an account it could never be found again, so the vendor is told no. */
async function setAside(
  parts: ReceiveParts,
  { contentType, headers, raw }: WebhookRequest,
  { word, address, claim, connectorKey, payload }: Question,
): Promise<Refusal | undefined> {
  const { account } = claim
  if (account === undefined) return 'wrong_signature'
  if (address.kind === 'connector') {
    // What is remembered may be a moment old; it is about to be answered yes.
    const question = { connectorKey, word, address, claim, payload }
    const proven = provenFor(question, await parts.targets.ofAccountAgain(connectorKey, account))
    const request: WebhookRequest = { elementKey: connectorKey, address, contentType, headers, raw }
    if (proven.length > 0) return store(parts, request, question, proven)
  }
  const eventId = claim.eventId ?? digestOf(raw)
  const kept = await parts.quarantine.keep({
    connectorKey,
    account,
    eventId,
    contentType,
    headers: headersFor(headersOf(word), headers),
    raw,
  })
  parts.counts[kept ? 'quarantined' : 'not_quarantined'] += 1
  return undefined
}

/** All that its judgement needs, and what event hooks may see. */
function headersOf(word: WebhookWord): string[] {
  const signed = word.signature?.message.matchAll(/\{header:([^{}]*)\}/g) ?? []
  return [
    ...(word.headers ?? []),
    ...[...signed].map((match) => match[1] ?? ''),
    ...(word.signature === undefined ? [] : [word.signature.header]),
  ]
}

/** What one out of the quarantine has become; empty while it is nobody's or nobody wants it. */
export async function judgeAgain(
  parts: Pick<ReceiveParts, 'catalog' | 'targets'>,
  webhook: QuarantinedWebhook,
  receivedAt: Date,
): Promise<readonly NewEvent[]> {
  const { connectorKey, headers, raw, contentType } = webhook
  const word = parts.catalog.get(connectorKey)?.element.hubwright?.events?.webhook
  if (word === undefined) return []
  const payload = readPayload(contentType, raw)
  const claim = readClaim(word, { payload, headers, raw, now: receivedAt.getTime() })
  if (typeof claim === 'string') return []
  const address = { kind: 'connector' } as const
  const targets = await parts.targets.ofAccountNow(connectorKey, webhook.account)
  const proven = provenFor({ connectorKey, word, address, claim, payload }, targets)
  const takers = proven.filter(({ takesWebhooks }) => takesWebhooks)
  return eventsFor(takers, connectorKey, word, { ...claim, eventId: webhook.eventId }, webhook)
}

function isHint(word: WebhookWord, request: WebhookRequest, payload: Payload): boolean {
  const { hint, signature } = word
  if (hint === undefined || !isForm(request.contentType)) return false
  if (signature !== undefined && request.headers[signature.header] !== undefined) return false
  return [hint.account, ...hint.members].every((member) => (payload.text(member) ?? '') !== '')
}

/** Nothing of it is believed: whoever may be concerned asks the vendor, no more often than the poller allows. */
async function takeHint(
  { targets, nudge, counts }: ReceiveParts,
  connectorKey: string,
  word: WebhookWord,
  payload: Payload,
): Promise<undefined> {
  counts.hinted += 1
  const account = payload.text(word.hint?.account ?? '') ?? ''
  if (account.length > 100 || account.includes('\0')) return undefined
  const concerned = (await targets.ofAccount(connectorKey, account)).filter(
    ({ hasEvents }) => hasEvents,
  )
  if (concerned.length > 0) nudge(concerned.map(({ id }) => id))
  return undefined
}

function countDropped({ counts }: ReceiveParts): undefined {
  counts.dropped += 1
  return undefined
}
