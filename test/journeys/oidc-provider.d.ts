/** The part of oidc-provider that the tests use; the package brings no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  export class Provider {
    constructor(issuer: string, configuration: object)
    callback(): RequestListener
    on(
      event: 'grant.success' | 'grant.error',
      listener: (context: { oidc: { params?: { grant_type?: string } } }, error?: Error) => void,
    ): this
    AccessToken: {
      find(value: string): Promise<{ accountId: string; isExpired: boolean } | undefined>
    }
  }
}
