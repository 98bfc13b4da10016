/** `npm start` and `npm run dev`: everything from a fresh clone to the running server. */
import { join } from 'node:path'
import { findNode, launch, root } from '../bin/launch.mjs'
import { ensureConsole, watchConsole } from './console.mjs'
import { ensureInstalled } from './setup.mjs'

const args = process.argv.slice(2)
const watches = args.includes('--watch')

ensureInstalled()
if (watches) watchConsole()
else await ensureConsole()
launch(findNode(), [
  ...(watches ? ['--watch', '--watch-preserve-output'] : []),
  join(root, 'src', 'main.ts'),
  'start',
  ...args.filter((arg) => arg !== '--watch'),
])
