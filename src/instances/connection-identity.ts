/** When instances are one connection at the vendor (docs/decisions/0006-what-makes-one-connection.md). */
import type { Connector } from '../catalog/connector.ts'
import { oauth2 } from './authentication-type.ts'
import { isOAuthAddress } from './configuration-values.ts'
import type { KeptValues } from './configuration.ts'
import type { VendorApp } from './oauth/oauth-client.ts'
import type { TokenAnswer } from './oauth/token-answer.ts'
import { isNew, type Before, type Plan } from './provision-plan.ts'
import { refreshTokenKey, tokenKey } from './shared-tokens.ts'

/** What the vendor answered in this provisioning, and what became of the values. */
export interface Outcome {
  app: VendorApp | undefined
  answer: TokenAnswer | undefined
  kept: KeptValues
  changed: readonly string[]
}

/**
 * By what an instance is one connection with others, which then share tokens: the app whose secret the vendor took and
 * the account that the vendor named. Nothing that a caller merely says counts (a ready token, an account in
 * providerData or configuration), and no answer of an address that the caller chose; such an instance stands alone.
 */
export function identityFor(
  connector: Connector,
  plan: Plan,
  before: Before,
  { app, answer, kept, changed }: Outcome,
): { vendorAppId: string | null; vendorAccountId: string | null } {
  const nobody = { vendorAppId: null, vendorAccountId: null }
  if (plan.authenticationType !== oauth2) return nobody
  const accountKey = connector.element.hubwright?.accountKey
  const ownAddress = hasOwnAddress(kept)
  if (answer !== undefined) {
    const field = connector.element.hubwright?.oauth?.answer?.[accountKey ?? '']
    const account = field === undefined ? undefined : answer.members.get(field)
    return {
      vendorAppId: app?.clientId ?? null,
      vendorAccountId: ownAddress ? null : (account ?? null),
    }
  }
  const brought = changed.includes(tokenKey) || changed.includes(refreshTokenKey)
  if (isNew(before) || brought) return nobody
  const moved = ownAddress || (accountKey !== undefined && changed.includes(accountKey))
  return {
    vendorAppId: before.vendorAppId,
    vendorAccountId: moved ? null : before.vendorAccountId,
  }
}

/** Whether the instance's owner chose where the vendor's API or its OAuth is: who answers there may say what he likes. */
export function hasOwnAddress(kept: KeptValues): boolean {
  return [...kept].some(
    ([key, value]) => value !== null && (key === 'base.url' || isOAuthAddress(key)),
  )
}
