import type { Audit } from '../../../audit/audit.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Clock } from '../../../core/clock.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { listAuditLogs, type AuditFamily } from './list-audit-logs.ts'

export interface AuditRooms {
  readonly audit: Pick<Audit, 'list'>
  readonly catalog: Pick<Catalog, 'get'>
  readonly clock: Clock
}

const families: readonly AuditFamily[] = [
  { url: '/audit-logs', area: undefined, summary: 'List what was done in your organization' },
  {
    url: '/audit-logs/authentication',
    area: 'authentication',
    summary: 'List logins, their failures, and secrets that people read',
  },
  {
    url: '/audit-logs/element-instances',
    area: 'element-instances',
    summary: 'List what was done with instances',
  },
  {
    url: '/audit-logs/element-instances/:id',
    area: 'element-instances',
    summary: 'List what was done with one instance',
  },
  {
    url: '/audit-logs/elements',
    area: 'elements',
    summary: 'List what your organization set for connectors, such as vendor apps',
  },
  {
    url: '/audit-logs/elements/:keyOrId',
    area: 'elements',
    summary: 'List what your organization set for one connector',
  },
]

/** Who did what, when, from where, with what result. */
export function registerAuditRoutes(server: PlatformServer, rooms: AuditRooms): void {
  for (const family of families) listAuditLogs(server, rooms, family)
}
