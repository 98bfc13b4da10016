/**
 * Installs the packages of the lockfile when they are missing or others than it names. Plain JavaScript that
 * Node 20 can run. Everything it says goes to stderr: stdout belongs to the program that is started.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, root } from '../bin/launch.mjs'

const lockfile = join(root, 'package-lock.json')
const installed = join(root, 'node_modules', '.package-lock.json')
/** Says which lockfile the installed packages were last found equal to, so that one hash is enough next time. */
const stamp = join(root, 'node_modules', '.hubwright-lock')

/** Makes the packages be there, or ends the program with one sentence. */
export function ensureInstalled() {
  const lock = readFileSync(lockfile)
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (readIfThere(stamp) === wanted) return
  const record = readIfThere(installed)
  const isThere =
    record !== undefined && isComplete(JSON.parse(lock.toString('utf8')), JSON.parse(record))
  if (!isThere) install()
  writeStamp(wanted)
}

/** Compares the lockfile with npm's own record of what it installed; `npm ci` may have been run by hand. Pure. */
export function isComplete(lock, record) {
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (path === '' || entry.link) return true
    const found = record.packages[path]
    // Packages of other platforms are not installed.
    if (found === undefined) return entry.optional === true || entry.devOptional === true
    if (found.version !== entry.version) return false
    return entry.integrity === undefined || found.integrity === entry.integrity
  })
}

function install() {
  process.stderr.write('Installing packages (only now and after an update, about a minute) …\n')
  const result = runNpm([
    'ci',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    // None of the packages needs one.
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ])
  if (result.status === 0) return
  fail(`The packages could not be installed: ${reasonOf(result)}`)
}

/** The npm that started us, else the one on the path. */
function runNpm(args) {
  const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }
  const npm = process.env.npm_execpath
  if (npm !== undefined && /\.c?js$/.test(npm))
    return spawnSync(process.execPath, [npm, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

const advice = {
  EACCES: `this user may not write to ${root}; run the command as the user who owns it`,
  EPERM: `this user may not write to ${root}; run the command as the user who owns it`,
  EROFS: `${root} is read-only; run the command in a folder that can be written to`,
  ENOSPC: 'the disk is full',
  ENOTFOUND: 'the npm registry cannot be found; check the network connection',
  EAI_AGAIN: 'the npm registry cannot be found; check the network connection',
  ECONNREFUSED:
    'the npm registry refuses connections; check the network and `npm config get registry`',
  ECONNRESET: 'the connection to the npm registry broke; try again',
  ETIMEDOUT: 'the npm registry does not answer; check the network connection',
  ERR_SOCKET_TIMEOUT: 'the npm registry does not answer; check the network connection',
}

function reasonOf(result) {
  if (result.error !== undefined) {
    return result.error.code === 'ENOENT'
      ? 'npm is not on the path; install Node with npm'
      : result.error.message
  }
  const said = `${result.stderr}${result.stdout}`
  const code = /npm (?:error|ERR!) code (\S+)/.exec(said)?.[1]
  const known = advice[code]
  if (known !== undefined) return `${known} (${code})`
  const lines = said.split('\n').filter((line) => /^npm (error|ERR!)/.test(line))
  return `npm says: ${lines.slice(0, 3).join(' ') || said.trim().slice(0, 300) || `exit ${result.status}`}`
}

function writeStamp(hash) {
  try {
    writeFileSync(stamp, hash)
  } catch {
    // A folder of somebody else: it is compared again at the next start.
  }
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
