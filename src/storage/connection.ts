import type { ClientConfig } from 'pg'

/** Where a database is: a Unix socket's folder or a host name in `host`. */
export interface ConnectionSettings {
  host: string
  port: number
  user: string
  password?: string
  database: string
}

/** Settings, or a URL as people write it in `DATABASE_URL`. */
export type DatabaseConnection = string | ConnectionSettings

/** What every connection of ours has in common: a name in `pg_stat_activity`, keep-alive, a bounded connect. */
export function clientConfig(connection: DatabaseConnection): ClientConfig {
  const common: ClientConfig = {
    application_name: 'hubwright',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  }
  if (typeof connection === 'string') return { ...common, connectionString: connection }
  return { ...common, ...connection }
}
