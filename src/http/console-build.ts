/**
 * The console as its build left it: one page and the files it loads, whose names carry a hash of what they hold.
 * They are read when first asked for and kept, in the forms that browsers take; a newer build is noticed by its page.
 */
import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { PlatformError } from '../core/errors.ts'

/** Beside `src` in a clone and in the published package alike. */
export const consoleFolder = join(import.meta.dirname, '..', '..', 'console', 'dist')

/** What vite.config.ts writes wherever a nonce belongs. */
const noncePlaceholder = '__NONCE__'

/** Where connect.html takes what a browser lands with. */
const landingPlaceholder = '<!-- landing -->'

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
}

/** Best first. */
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const

export interface ConsolePage {
  readonly html: string
  readonly policy: string
}

export interface ConsoleFile {
  readonly content: Buffer
  readonly type: string
  readonly encoding: (typeof encodings)[number]['name'] | undefined
}

export interface ConsoleBuild {
  /**
   * The page, the same for every address within the console, with a nonce of its own.
   * @throws PlatformError `unavailable` when the console was not built
   */
  page(): Promise<ConsolePage>
  /**
   * The page of the connect widget, which runs without a nonce and may be framed as `framing` says.
   * @param framing `frame-ancestors …`
   * @param landing safe HTML that the page reads when a browser lands on it
   * @throws PlatformError `unavailable` when the console was not built
   */
  connectPage(framing: string, landing?: string): Promise<ConsolePage>
  /** A file of the build by its name, packed as the `Accept-Encoding` header allows; undefined when there is none. */
  file(name: string, acceptEncoding: string | undefined): Promise<ConsoleFile | undefined>
}

interface Snapshot {
  readonly builtAt: number
  readonly html: string
  readonly connectHtml: string
  readonly names: ReadonlySet<string>
  readonly contents: Map<string, Promise<Buffer>>
}

export function openConsoleBuild(folder = consoleFolder): ConsoleBuild {
  const index = join(folder, 'index.html')
  const connect = join(folder, 'connect.html')
  const assets = join(folder, 'console', 'assets')
  let known: Snapshot | undefined

  async function snapshot(): Promise<Snapshot> {
    try {
      const { mtimeMs } = await stat(index)
      if (known?.builtAt === mtimeMs) return known
      const [html, connectHtml, names] = await Promise.all([
        readFile(index, 'utf8'),
        readFile(connect, 'utf8'),
        readdir(assets),
      ])
      known = { builtAt: mtimeMs, html, connectHtml, names: new Set(names), contents: new Map() }
      return known
    } catch (error) {
      throw new PlatformError(
        'unavailable',
        'The console has not been built. Run `npm run build` in the folder of Hubwright, or start it with `npm start`',
        { cause: error },
      )
    }
  }

  /** Read once: strangers may ask for it as often as they like. */
  function contentOf({ contents }: Snapshot, name: string): Promise<Buffer> {
    const reading = contents.get(name)
    if (reading !== undefined) return reading
    const fresh = readFile(join(assets, name))
    contents.set(name, fresh)
    fresh.catch(() => contents.delete(name))
    return fresh
  }

  return {
    async page() {
      const { html } = await snapshot()
      const nonce = randomBytes(16).toString('base64')
      const ours = `'self' 'nonce-${nonce}'`
      return {
        html: html.replaceAll(noncePlaceholder, nonce),
        policy: policyOf(ours, "frame-ancestors 'none'"),
      }
    },

    async connectPage(framing, landing = '') {
      const { connectHtml } = await snapshot()
      const html = connectHtml
        .replaceAll(` nonce="${noncePlaceholder}"`, '')
        .replace(landingPlaceholder, () => landing)
      return { html, policy: policyOf("'self'", framing) }
    },

    async file(name, acceptEncoding = '') {
      // A name is looked up among those of the folder, so that none leads out of it.
      const now = known ?? (await snapshot())
      const type = types[extname(name)]
      if (type === undefined || !now.names.has(name)) return undefined
      const packed = encodings.find(
        (one) => accepts(acceptEncoding, one.name) && now.names.has(name + one.ending),
      )
      const content = await contentOf(now, name + (packed?.ending ?? ''))
      return { content, type, encoding: packed?.name }
    },
  }
}

/** Whether `Accept-Encoding` names an encoding without refusing it by `q=0`. */
function accepts(header: string, encoding: string): boolean {
  return header.split(',').some((part) => {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase())
    return name === encoding && !parameters.some((word) => /^q=0(?:\.0*)?$/.test(word))
  })
}

/** Everything comes from here; what the console's page writes into itself carries a nonce. */
function policyOf(ours: string, framing: string): string {
  return [
    "default-src 'none'",
    `script-src ${ours}`,
    `style-src ${ours}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    framing,
  ].join('; ')
}
