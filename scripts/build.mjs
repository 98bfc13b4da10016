/** `npm run build`: the compiled form that the npm package carries, in dist/. */
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { findNode, root } from '../bin/launch.mjs'
import { ensureInstalled } from './setup.mjs'

ensureInstalled()
const dist = join(root, 'dist')
rmSync(dist, { recursive: true, force: true })
const compiled = spawnSync(
  findNode(),
  [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(root, 'tsconfig.build.json')],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
)
if (compiled.status !== 0) process.exit(1)

// What the code reads beside itself: migrations, definitions, pages, drawings.
for (const folder of ['src', 'sandbox']) {
  cpSync(join(root, folder), join(dist, folder), { recursive: true, filter: isData })
}
process.stdout.write(`built ${relative(process.cwd(), dist) || dist}\n`)

function isData(path) {
  return !path.endsWith('.ts') && !/[\\/]fixtures$/.test(path)
}
