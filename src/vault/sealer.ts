/**
 * Values encrypted at rest. Each is bound to the place where it is stored, so a copy in another row or column
 * does not open, and carries the id of its key, so that keys may be added, moved and dropped.
 *
 * Form: version (1 byte), key id (8), nonce (12), tag (16), ciphertext.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { SealContext } from './seal.ts'

const version = 1
const keyIdBytes = 8
const nonceBytes = 12
const tagBytes = 16
const prefixBytes = 1 + keyIdBytes
const headBytes = prefixBytes + nonceBytes + tagBytes

/** Why a sealed value did not open. Never a reason to try something else: tell a person. */
export class SealError extends Error {
  readonly reason: 'unknown_key' | 'damaged'
  readonly context: SealContext
  constructor(reason: 'unknown_key' | 'damaged', context: SealContext, options?: ErrorOptions) {
    const place = `${context.table}.${context.field}, row ${context.row}`
    super(
      reason === 'unknown_key'
        ? `A value in ${place}, was sealed with a master key that is not in the list`
        : `A value in ${place}, does not open: it was changed, or belongs elsewhere`,
      options,
    )
    this.name = 'SealError'
    this.reason = reason
    this.context = context
  }
}

export interface Sealer {
  seal(plain: string, context: SealContext): Buffer
  /** @throws SealError */
  open(sealed: Buffer, context: SealContext): string
  /** How every value begins that the first key sealed; others are due for rotation. */
  readonly currentPrefix: Buffer
}

interface RingKey {
  readonly prefix: Buffer
  readonly key: Buffer
}

/** @param masterKeys 32 bytes each; the first seals, all open */
export function createSealer(masterKeys: readonly Buffer[]): Sealer {
  const ring = masterKeys.map(ringKey)
  const [current] = ring
  if (current === undefined) throw new Error('A vault needs at least one master key')

  return {
    currentPrefix: current.prefix,
    seal(plain, context) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce)
      cipher.setAAD(boundTo(current.prefix, context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([current.prefix, nonce, cipher.getAuthTag(), body])
    },
    open(sealed, context) {
      if (sealed.length < headBytes || sealed[0] !== version)
        throw new SealError('damaged', context)
      const prefix = sealed.subarray(0, prefixBytes)
      const used = ring.find((candidate) => candidate.prefix.equals(prefix))
      if (used === undefined) throw new SealError('unknown_key', context)
      const decipher = createDecipheriv(
        'aes-256-gcm',
        used.key,
        sealed.subarray(prefixBytes, prefixBytes + nonceBytes),
        { authTagLength: tagBytes },
      )
      decipher.setAAD(boundTo(prefix, context))
      decipher.setAuthTag(sealed.subarray(prefixBytes + nonceBytes, headBytes))
      try {
        const plain = decipher.update(sealed.subarray(headBytes))
        return Buffer.concat([plain, decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new SealError('damaged', context, { cause })
      }
    },
  }
}

function ringKey(masterKey: Buffer): RingKey {
  if (masterKey.length !== 32) throw new Error('A master key must be 32 bytes long')
  const keyId = derive(masterKey, 'hubwright master key id', keyIdBytes)
  return {
    prefix: Buffer.concat([Buffer.from([version]), keyId]),
    key: derive(masterKey, 'hubwright seal', 32),
  }
}

/** One purpose, one key: no key is ever used for two things (HKDF-SHA256, RFC 5869). */
export function derive(key: Buffer, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), purpose, length))
}

/** JSON keeps the parts apart, whatever they contain. */
function boundTo(prefix: Buffer, context: SealContext): Buffer {
  const { organizationId, table, row, field } = context
  return Buffer.from(JSON.stringify([prefix.toString('hex'), organizationId, table, row, field]))
}
