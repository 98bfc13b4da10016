/** Where there are no Unix sockets (Windows): a port on loopback and a password, as others can knock there. */
import { randomBytes, randomInt } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface LoopbackPassword {
  value: string
  /** The file it is kept in, as initdb wants it. */
  file: string
}

/** The password of the database's owner, made on the first call and kept in the data folder (mode 600). */
export function loopbackPassword(dataDir: string): LoopbackPassword {
  const file = join(dataDir, 'postgres-password')
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: true })
  }
  return { value: readFileSync(file, 'utf8').trim(), file }
}

/** A port of the range that nobody registers; whether it is free shows when the server starts. */
export function someLoopbackPort(): number {
  return randomInt(49_152, 65_536)
}
