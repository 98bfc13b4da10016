import type { Registry } from 'prom-client'
import type { ConsoleBuild } from '../../console-build.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { apiDocs } from './api-docs.ts'
import { consoleFiles, consolePage } from './console.ts'
import { errorPages } from './error-pages.ts'
import { guides } from './guides.ts'
import { health, type Readiness } from './health.ts'
import { metrics, type MetricsAccess } from './metrics.ts'
import { openapiJson } from './openapi-json.ts'

/** What every role serves: is it alive, is it ready, how does it fare. */
export function registerOperatorRoutes(
  server: PlatformServer,
  parts: { readiness: Readiness; registry: Registry; metricsAccess: MetricsAccess },
): void {
  health(server, parts.readiness)
  metrics(server, parts.registry, parts.metricsAccess)
}

/** The console and the documents of the API. */
export function registerPaperRoutes(server: PlatformServer, build: ConsoleBuild): void {
  consolePage(server, build)
  consoleFiles(server, build)
  openapiJson(server)
  apiDocs(server)
  errorPages(server)
  guides(server)
}
