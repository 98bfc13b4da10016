#!/usr/bin/env node
/** The command of the installed package: `hubwright <serve|sandbox|…>`. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findNode, launch, root } from './launch.mjs'

const [command, ...rest] = process.argv.slice(2)
const program = command === 'sandbox' ? 'sandbox/main' : 'src/main'

/** Compiled in a package, as Node does not run TypeScript below node_modules; the source itself in a clone. */
const compiled = join(root, 'dist', `${program}.js`)
const file = existsSync(compiled) ? compiled : join(root, `${program}.ts`)

launch(findNode(), [file, ...(command === 'sandbox' ? rest : process.argv.slice(2))])
