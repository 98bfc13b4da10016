/** `npm run build`: the compiled form that the npm package carries, in dist/. */
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { findNode, root } from '../bin/launch.mjs'
import { consoleBuild, ensureConsole } from './console.mjs'
import { ensureInstalled } from './setup.mjs'

ensureInstalled()
await ensureConsole()
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
// What the page of the API shows itself with, so that users of the package need not install it.
const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
  cpSync(join(swaggerUi, file), join(dist, 'src', 'http', 'assets', file))
}
// Where the server looks from its own place, as in the clone.
cpSync(consoleBuild, join(dist, 'console', 'dist'), { recursive: true })
process.stdout.write(`built ${relative(process.cwd(), dist) || dist}\n`)

function isData(path) {
  return !path.endsWith('.ts') && !/[\\/](?:fixtures|conformance\.json)$/.test(path)
}
