/** Which addresses a connector calls: the vendor's own, those of the environment, or the sandbox's. */
import type { Connector } from './connector.ts'
import type { Element } from './element.ts'

/** `HUBWRIGHT_VENDOR_<KEY>_*` of one connector. Addresses: origin plus prefix, no trailing slash. */
export interface VendorOverride {
  readonly authUrl?: string | undefined
  readonly apiUrl?: string | undefined
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
}

/** The app that the sandbox knows from its start. */
const sandboxApp = { clientId: 'sandbox-app', clientSecret: 'sandbox-secret' } as const

export interface AddressesInForce {
  readonly origins: Connector['origins']
  readonly platformApp: Connector['platformApp']
}

/**
 * One variable about a vendor turns the sandbox off for it: who names an app or an address means the real one.
 * A definition without `hubwright.origins` is called where its `base.url` says.
 */
export function addressesInForce(
  element: Element,
  key: string,
  override: VendorOverride | undefined,
  sandboxUrl: string | undefined,
): AddressesInForce {
  const named = override !== undefined && Object.values(override).some((v) => v !== undefined)
  if (sandboxUrl !== undefined && !named && element.hubwright?.sandbox === true) {
    const address = `${withoutSlash(sandboxUrl)}/${key}`
    return {
      origins: { api: address, auth: address, inForce: 'sandbox' },
      platformApp: sandboxApp,
    }
  }
  const own = element.hubwright?.origins
  const api = override?.apiUrl ?? own?.api ?? baseUrlOf(element)
  const auth = override?.authUrl ?? own?.auth ?? api
  const moved = override?.apiUrl !== undefined || override?.authUrl !== undefined
  const { clientId, clientSecret } = override ?? {}
  return {
    origins: {
      api: withoutSlash(api),
      auth: withoutSlash(auth),
      inForce: moved ? 'environment' : 'vendor',
    },
    platformApp:
      clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret },
  }
}

function baseUrlOf(element: Element): string {
  return element.configuration?.find((entry) => entry.key === 'base.url')?.defaultValue ?? ''
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '')
}
