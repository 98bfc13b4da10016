/**
 * People's passwords. scrypt is slow and hungry by design; at most two run at once and few wait,
 * so that a flood of logins cannot starve the server of threads and memory.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { PlatformError } from '../core/errors.ts'

interface Cost {
  /** log2 of N. */
  readonly logN: number
  readonly r: number
  readonly p: number
}

/** 32 MB and about 0.1 s each (OWASP's second choice, the first needs 128 MB a login). */
const cost: Cost = { logN: 15, r: 8, p: 3 }
const saltBytes = 16
const hashBytes = 32
const atOnce = 2
const mayWait = 64

let running = 0
const waiting: (() => void)[] = []

/**
 * @returns `scrypt$15$8$3$<salt>$<hash>`, salt and hash in base64
 * @throws PlatformError `unavailable` when too many are waiting
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const hash = await stretch(password, salt, cost)
  const { logN, r, p } = cost
  return ['scrypt', logN, r, p, salt.toString('base64'), hash.toString('base64')].join('$')
}

/**
 * Compares a password with what `hashPassword` gave. For people without a password (`null`, or nobody of that name)
 * it takes the same time and answers false, so that the time tells no one who exists.
 * @throws PlatformError `unavailable` when too many are waiting
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [kind, logN, r, p, salt, hash] = (stored ?? '').split('$')
  if (kind !== 'scrypt' || salt === undefined || hash === undefined) {
    await stretch(password, Buffer.alloc(saltBytes), cost)
    return false
  }
  const expected = Buffer.from(hash, 'base64')
  const used = { logN: Number(logN), r: Number(r), p: Number(p) }
  const actual = await stretch(password, Buffer.from(salt, 'base64'), used)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

/** One person types a letter in two ways; NFKC makes them one. */
async function stretch(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
  await enter()
  try {
    const options = { N: 2 ** logN, r, p, maxmem: 128 * 2 ** logN * r + 1024 * 1024 * p }
    return await new Promise<Buffer>((resolve, reject) => {
      scrypt(password.normalize('NFKC'), salt, hashBytes, options, (error, key) => {
        if (error === null) resolve(key)
        else reject(error)
      })
    })
  } finally {
    leave()
  }
}

async function enter(): Promise<void> {
  if (running < atOnce) {
    running++
    return
  }
  if (waiting.length >= mayWait) {
    throw new PlatformError('unavailable', 'Too many logins at once; try again in a few seconds', {
      headers: { 'retry-after': '5' },
    })
  }
  await new Promise<void>((resolve) => {
    waiting.push(resolve)
  })
}

/** The place goes straight to the next in line, so `running` stays as it is. */
function leave(): void {
  const next = waiting.shift()
  if (next === undefined) running--
  else next()
}
