/** Files that come with the program beside its code: the docs, and the pages of other packages. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The folder of package.json, found from here, as compiled code lies one folder deeper than its source. */
export const projectRoot = findRoot(import.meta.dirname)

function findRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (dirname(folder) === folder) throw new Error(`There is no package.json above ${from}`)
  }
}

/** The version in package.json. */
export function programVersion(): string {
  const text = readFileSync(join(projectRoot, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** The folder of an installed package. */
export function packageFolder(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
}
