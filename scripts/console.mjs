/**
 * Builds the console when its sources changed since it was last built: `node scripts/console.mjs`, and at each
 * start. The files are packed here, once, so that the server never compresses. What it says goes to stderr.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { fail, findNode, root } from '../bin/launch.mjs'

const folder = join(root, 'console')
export const consoleBuild = join(folder, 'dist')
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
/** Within the build: of which sources it was made. */
const stampOf = (dist) => join(dist, 'sources.sha256')

/** Makes the build be there and true, or ends the program with one sentence. */
export async function ensureConsole() {
  const sources = hashOfSources()
  if (readIfThere(stampOf(consoleBuild)) === sources) return
  process.stderr.write('Building the console …\n')
  // Aside and then moved in one step: others may read the old one, or build at the same time.
  const fresh = join(folder, `.build-${process.pid}`)
  const result = runVite(['build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'])
  if (result.status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    fail(`The console could not be built: ${result.stderr.trim() || result.stdout.trim()}`)
  }
  await pack(join(fresh, 'console', 'assets'))
  writeFileSync(stampOf(fresh), sources)
  replace(consoleBuild, fresh)
}

/** Builds now and on each change of a source, for as long as this process lives. Nothing is packed. */
export function watchConsole() {
  const follow = pathToFileURL(join(root, 'bin', 'follow-parent.mjs')).href
  const watch = ['build', '--watch', '--emptyOutDir', '--logLevel', 'warn']
  spawn(findNode(), ['--import', follow, vite, ...watch], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

function runVite(args) {
  // Tests and tools set another one, and React would come in its form for development.
  const env = { ...process.env, NODE_ENV: 'production' }
  return spawnSync(findNode(), [vite, ...args], { cwd: folder, env, encoding: 'utf8' })
}

/** Everything that the build reads: our files and the versions of the packages. */
function hashOfSources() {
  const hash = createHash('sha256')
  const files = [...filesBelow(folder), join(root, 'package-lock.json')].toSorted((a, b) =>
    a < b ? -1 : 1,
  )
  for (const file of files) hash.update(`${relative(root, file)}\n`).update(readFileSync(file))
  return hash.digest('hex')
}

function filesBelow(parent) {
  return readdirSync(parent, { withFileTypes: true }).flatMap((entry) => {
    if (/^(?:dist|node_modules|\.build-\d+)$/.test(entry.name)) return []
    const path = join(parent, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

/** Text compresses well; what comes compressed does not. */
async function pack(assets) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 10 }
  const names = readdirSync(assets).filter((name) => /\.(?:js|css|svg|json)$/.test(name))
  await Promise.all(
    names.map(async (name) => {
      const content = readFileSync(join(assets, name))
      const [br, gz] = await Promise.all([
        promisify(brotliCompress)(content, { params }),
        promisify(gzip)(content, { level: 9 }),
      ])
      if (br.length < content.length) writeFileSync(join(assets, `${name}.br`), br)
      if (gz.length < content.length) writeFileSync(join(assets, `${name}.gz`), gz)
    }),
  )
}

function replace(target, fresh) {
  const old = `${fresh}-old`
  if (existsSync(target)) renameSync(target, old)
  renameSync(fresh, target)
  rmSync(old, { recursive: true, force: true })
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureConsole()
