/** Who asks, after the Authorization header was judged. Every store function takes `organizationId` from here. */
export interface Caller {
  readonly organizationId: number
  readonly accountId: number
  readonly userId: number
  /** Role keys: `org-admin`, `admin`, `org`, `default-user`, `sys-admin`. */
  readonly roles: readonly string[]
  readonly isOrganizationAdmin: boolean
  /** What his roles allow in his organization. */
  readonly privileges: ReadonlySet<string>
  /** `secrets`: User + Organization (or User + Element); `session`: Bearer token of a login. */
  readonly via: 'secrets' | 'session'
}
