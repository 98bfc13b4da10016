/**
 * Completes package-lock.json: `node scripts/lockfile.mjs`, after packages were added or updated. A registry
 * that mirrors only some platforms' packages makes npm leave the other platforms out of the lockfile, and
 * `npm ci` then refuses it everywhere. The missing ones are written in with what their parents say of them.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../bin/launch.mjs'

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const processors = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]

/** Entries that optional dependencies of the lockfile's packages ask for and that it does not have. Pure. */
export function missingEntries(lock) {
  const missing = {}
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isThere(lock, path, name)) continue
      missing[`node_modules/${name}`] = {
        version,
        ...platformOf(name),
        ...(entry.dev ? { dev: true } : {}),
        optional: true,
      }
    }
  }
  return missing
}

function isThere(lock, path, name) {
  return [`${path}/node_modules/${name}`, `node_modules/${name}`].some(
    (key) => key in lock.packages,
  )
}

/** Platform packages carry their platform in their name: `…/binding-linux-arm-gnueabihf`. */
function platformOf(name) {
  const words = name.split(/[-/]/)
  const os = words.filter((word) => systems.includes(word))
  const cpu = words.filter((word) => processors.includes(word))
  const libc = words.flatMap((word) =>
    word.startsWith('musl') ? ['musl'] : word.startsWith('gnu') ? ['glibc'] : [],
  )
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`${name} does not name one platform`)
  return { cpu, ...(libc.length > 0 ? { libc } : {}), os }
}

function complete(file) {
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingEntries(lock)
  const { '': top, ...packages } = { ...lock.packages, ...missing }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: { '': top, ...sorted } }, null, 2)}\n`)
  process.stdout.write(`${Object.keys(missing).length} entries added\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) complete(join(root, 'package-lock.json'))
