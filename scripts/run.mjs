/** `npm run bench <name>`, `npm run drill <name>` and `npm run sandbox`: one program of the repository. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fail, findNode, launch, root } from '../bin/launch.mjs'
import { ensureInstalled } from './setup.mjs'

const folders = { bench: 'bench', drill: 'drills' }

const [kind, ...args] = process.argv.slice(2)
const file = kind === 'sandbox' ? join(root, 'sandbox', 'main.ts') : programOf(kind, args.shift())

ensureInstalled()
launch(findNode(), [file, ...args])

function programOf(kind, name) {
  const folder = folders[kind]
  if (folder === undefined)
    return fail(`Unknown kind ${kind}: use ${Object.keys(folders).join(', ')} or sandbox`)
  const names = readdirSync(join(root, folder))
    .filter((entry) => /^[a-z-]+\.ts$/.test(entry))
    .map((entry) => entry.slice(0, -3))
  if (name !== undefined && names.includes(name)) {
    const path = join(root, folder, `${name}.ts`)
    if (existsSync(path)) return path
  }
  return fail(
    `There is no ${kind} ${name ?? 'without a name'}: npm run ${kind} <${names.join('|')}>`,
  )
}
