/** Where master keys come from: the environment, or a file beside a private database. Never the database itself. */
import { randomBytes } from 'node:crypto'
import { chmod, link, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'

const keyBytes = 32
const fileName = 'master-key'

/** A new master key: 32 random bytes. */
export function generateMasterKey(): Buffer {
  return randomBytes(keyBytes)
}

/**
 * Reads a comma list of base64 keys; the first encrypts, all decrypt.
 * @throws Error that says what to write; never shows a key
 */
export function parseMasterKeys(text: string): Buffer[] {
  const keys = text.split(',').map((entry) => parseMasterKey(entry.trim()))
  const distinct = new Set(keys.map((key) => key.toString('hex')))
  if (distinct.size !== keys.length) {
    throw new Error('a key is in the list twice; write each key once')
  }
  return keys
}

function parseMasterKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  const canonical = key.toString('base64')
  if (key.length === keyBytes && (text === canonical || text === canonical.replace(/=+$/, ''))) {
    return key
  }
  throw new Error(
    'a key must be 32 bytes in base64 (44 characters); write the output of `openssl rand -base64 32`, or a comma list of such keys',
  )
}

/**
 * The keys of a private database: those of `<dataDir>/master-key`, which is made on the first start.
 * The file holds the same text as the environment would. Two starts at once end with one key.
 * @throws Error when others may read the file, or when its content is no key
 */
export async function readOrCreateMasterKeyFile(dataDir: string): Promise<Buffer[]> {
  const path = join(dataDir, fileName)
  const found = await readMasterKeyFile(path)
  if (found !== undefined) return found
  await createKeyFile(path)
  const created = await readMasterKeyFile(path)
  if (created === undefined) throw new Error(`The master key file ${path} vanished while starting`)
  return created
}

async function readMasterKeyFile(path: string): Promise<Buffer[] | undefined> {
  let text: string
  try {
    const { mode } = await stat(path)
    // Windows has no such bits; there the folder's own rights must do.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new Error(
        `The master key file ${path} can be read by other users; run \`chmod 600 ${path}\` and start again`,
      )
    }
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    return parseMasterKeys(text.trim())
  } catch (error) {
    throw new Error(
      `The master key file ${path} is damaged; put it back from a copy, for without it nothing stored can be opened`,
      { cause: error },
    )
  }
}

/** Written whole beside the target, synced and linked, so that a crash never leaves half a key. */
async function createKeyFile(path: string): Promise<void> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${generateMasterKey().toString('base64')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await chmod(draft, 0o600)
  try {
    await link(draft, path)
  } catch (error) {
    // Another start was first, or the file system has no links: there the data dir's lock keeps others out.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rename(draft, path)
  } finally {
    await unlink(draft).catch(() => undefined)
  }
}
