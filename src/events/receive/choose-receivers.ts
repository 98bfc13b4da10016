/** Which instances a webhook is proven to be for: who comes into question, and whose secret made the signature. */
import type { WebhookWord } from '../../catalog/events-word.ts'
import { isSignedBy, type Claim } from './judge.ts'
import type { Payload } from './payload.ts'
import type { Target, Targets } from './targets.ts'

/** How the vendor addressed it. */
export type WebhookAddress =
  /** One address for all instances of the connector. */
  | { readonly kind: 'connector' }
  /** Ids that anybody can guess. */
  | { readonly kind: 'instances'; readonly ids: readonly number[] }
  /** The instance of an address that nobody guesses. */
  | { readonly kind: 'own'; readonly id: number }

export interface Question {
  readonly connectorKey: string
  readonly word: WebhookWord
  readonly address: WebhookAddress
  readonly claim: Claim
  readonly payload: Payload
}

/** Unsigned ones are let through to an address of its own, or where the definition says that its vendor signs nothing. */
export function mayBeUnsigned({ word, address }: Pick<Question, 'word' | 'address'>): boolean {
  return word.signature === undefined && (word.unsigned === true || address.kind === 'own')
}

/** Those that come into question; nothing is proven yet. */
export async function candidatesFor(
  targets: Targets,
  { connectorKey, word, address, claim, payload }: Question,
): Promise<readonly Target[]> {
  if (address.kind !== 'connector') {
    const ids = address.kind === 'own' ? [address.id] : address.ids
    const found = await Promise.all(ids.map((id) => targets.withId(connectorKey, id)))
    return found.filter((target) => target !== undefined)
  }
  if (word.account !== undefined) {
    return claim.account === undefined ? [] : targets.ofAccount(connectorKey, claim.account)
  }
  const withFinder = await targets.withFinder(connectorKey)
  return withFinder.filter(
    ({ finder }) => finder !== undefined && payload.textAt(finder.path) === finder.value,
  )
}

/** Those of the candidates that it is proven to be for. */
export function provenFor(question: Question, candidates: readonly Target[]): Target[] {
  const { word, address, claim } = question
  const ofAccount = candidates.filter(
    ({ account }) => claim.account === undefined || account === claim.account,
  )
  const { signed } = claim
  const { signature: scheme } = word
  if (scheme === undefined || signed === undefined) {
    return mayBeUnsigned(question) ? ofAccount : []
  }
  // Many instances share a secret: each distinct one is tried once.
  const verdicts = new Map<string, boolean>()
  return ofAccount.filter(({ secret, isAccountProven }) => {
    if (secret === undefined) return false
    // A secret that many share proves nothing about an account that its instance only claims to be connected to.
    if (!secret.isOwn && !isAccountProven && address.kind !== 'own') return false
    let verdict = verdicts.get(secret.value)
    if (verdict === undefined) {
      verdict = isSignedBy(scheme, signed, secret.value)
      verdicts.set(secret.value, verdict)
    }
    return verdict
  })
}
