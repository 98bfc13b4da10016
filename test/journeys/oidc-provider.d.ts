/** The part of oidc-provider that the tests use; the package brings no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  interface Owned {
    accountId: string
  }

  export class Provider {
    constructor(issuer: string, configuration: object)
    callback(): RequestListener
    use(
      step: (
        context: {
          path: string
          body: unknown
          oidc?: { entities: { AuthorizationCode?: Owned; RefreshToken?: Owned } }
        },
        next: () => Promise<void>,
      ) => Promise<void>,
    ): void
    on(
      event: 'grant.success' | 'grant.error',
      listener: (context: { oidc: { params?: { grant_type?: string } } }, error?: Error) => void,
    ): this
    AccessToken: {
      find(value: string): Promise<{ accountId: string; isExpired: boolean } | undefined>
    }
  }
}
