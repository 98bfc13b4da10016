import type { Sources } from '../../../events/sources/sources.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { listInstanceSources, listSources } from './list-sources.ts'
import { pollOwnSource, pollSource } from './poll-source.ts'

/** Where events come from, and whether each source is alive. */
export function registerEventSourceRoutes(server: PlatformServer, sources: Sources): void {
  listInstanceSources(server, sources)
  listSources(server, sources)
  pollSource(server, sources)
  pollOwnSource(server, sources)
}
