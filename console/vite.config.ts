import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

/** `npm run dev` gives sources of what the browser runs; the published package has none. */
const isWatched = process.argv.includes('--watch')

export default defineConfig({
  plugins: [stylesOfUsedComponents(), usedOperations()],
  // The server puts a new one in its place in every answer (src/http/console-build.ts).
  html: { cspNonce: '__NONCE__' },
  publicDir: false,
  build: {
    // `/console/assets/…`, beside the routes of the API.
    assetsDir: 'console/assets',
    rolldownOptions: {
      input: ['index.html', 'connect.html'],
      // What every page stands on is one file: cut by who shares it, it is many, which pack worse.
      output: {
        codeSplitting: {
          groups: [
            // All that the connect widget has in common with the console.
            {
              name: 'react',
              test: /node_modules\/(?:react|react-dom|scheduler)\/|vite\/preload-helper/,
              priority: 2,
            },
            { name: 'ground', test: /console\/src\/(?:router|shell\/shell)\.tsx$/, priority: 1 },
          ],
        },
      },
    },
    // Which files each page loads, for the test of their size.
    manifest: 'manifest.json',
    // The policy of the page allows no data: address but for pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    sourcemap: isWatched,
    target: 'es2023',
  },
})

/**
 * Mantine has a style sheet for each component, beside the list of its class names. Whoever uses the component gets
 * its sheet with it, and pages do not load those of all others.
 */
function stylesOfUsedComponents(): Plugin {
  const classNames = /@mantine\/core\/esm\/.*\/([\w-]+)\.module\.mjs$/
  return {
    name: 'styles-of-used-components',
    transform(code, id) {
      const [, component] = classNames.exec(id) ?? []
      if (component === undefined) return undefined
      return {
        code: `import '@mantine/core/styles/${component}.layer.css'\n${code}`,
        map: null,
      }
    },
  }
}

/**
 * The client has a line for every operation of the API, and is a part of the first page. What no source of the console
 * names is left out; while sources are watched all stay, as any of them may be named next.
 */
function usedOperations(): Plugin {
  const client = 'platform-client.ts'
  const line = /^ {2}\["(\w+)",.*\],?\n/gm
  return {
    name: 'used-operations',
    // As it is written, a line each.
    enforce: 'pre',
    transform(code, id) {
      if (isWatched || !id.endsWith(`/api/${client}`)) return undefined
      const folder = join(import.meta.dirname, 'src')
      const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(client))
        .map((name) => readFileSync(join(folder, name), 'utf8'))
      const named = new Set(sources.flatMap((source) => source.match(/\w+/g) ?? []))
      return {
        code: code.replaceAll(line, (whole, name: string) => (named.has(name) ? whole : '')),
        map: null,
      }
    },
  }
}
