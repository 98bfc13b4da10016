/** Where a sealed value belongs: bound to it as additional data, so that a copy in another row does not open. */
export interface SealContext {
  readonly organizationId: number
  readonly table: string
  /** Row id as text. */
  readonly row: string
  readonly field: string
}

/** Encryption at rest and lookup hashes; the only door to the key ring. */
export interface Vault {
  /** AES-256-GCM with the first master key: version, key id, nonce, tag, ciphertext. */
  seal(plain: string, context: SealContext): Buffer
  /** Throws when no key opens it or it was moved; never answers something else. */
  open(sealed: Buffer, context: SealContext): string
  /** Keyed SHA-256 under which a secret is found in its table. `kind` separates the tables. */
  lookupHash(
    kind:
      | 'user'
      | 'organization'
      | 'instance'
      | 'session'
      | 'connect-session'
      | 'oauth-state'
      | 'oauth-code'
      | 'idempotency-key'
      | 'idempotency-request'
      | 'webhook-address',
    secret: string,
  ): Buffer
}
