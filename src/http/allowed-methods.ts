/** Which methods a path knows, so that a wrong verb is a 405 with `Allow` instead of "no such route". */
import type { PlatformServer } from './platform-server.ts'

export interface KnownPaths {
  /** Methods of the routes whose pattern fits the path; empty when none does. */
  methodsAt(path: string): string[]
  /** Every route as it was registered, for the tests that walk them. */
  readonly routes: readonly KnownRoute[]
}

export interface KnownRoute {
  readonly method: string
  /** Fastify's pattern, such as `/elements/api-v2/instances/:id`. */
  readonly url: string
  readonly access: string | undefined
  readonly privilege: string | readonly string[] | undefined
  readonly isIdempotent: boolean
  readonly schema: object | undefined
}

/** Watches a server's routes from now on. */
export function watchRoutes(server: PlatformServer): KnownPaths {
  const routes: (KnownRoute & { pattern: RegExp })[] = []
  server.addHook('onRoute', (options) => {
    const methods = Array.isArray(options.method) ? options.method : [options.method]
    const url = options.url === '' ? '/' : options.url
    for (const method of methods) {
      routes.push({
        method,
        url,
        access: options.config?.access,
        privilege: options.config?.privilege,
        isIdempotent: options.config?.idempotent === true,
        schema: options.schema,
        pattern: patternOf(url),
      })
    }
  })
  return {
    routes,
    methodsAt(path) {
      const fitting = routes.filter(({ pattern }) => pattern.test(path))
      return [...new Set(fitting.map(({ method }) => method))].sort()
    },
  }
}

function patternOf(url: string): RegExp {
  const segments = url.split('/').map((segment) => {
    if (segment === '*') return '.*'
    // `:id`, `:file.png`, `provider_:key.png`: a parameter ends where a character that is no word begins.
    // `:key(.+)Polling`: unless it says what the parameter may be.
    return segment
      .split(/(:\w+(?:\(\.\+\))?)/)
      .map((part) =>
        part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`),
      )
      .join('')
  })
  return new RegExp(`^${segments.join('/')}/?$`)
}
