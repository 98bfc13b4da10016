/** Settings of the private server, given on its command line so that they hold whatever its files say. */

/** What must never be loosened outside tests: an acknowledged commit is on the disk. */
const durable = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }

/** Sized for one program on a small machine; its pools are the only clients. */
const small = {
  max_connections: '100',
  shared_buffers: '32MB',
  effective_cache_size: '256MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  min_wal_size: '64MB',
  // Disks without moving parts: else queues that were empty when they were looked at are read whole instead of in order.
  random_page_cost: '1.1',
  // Reads in the backends themselves instead of three further processes.
  io_method: 'sync',
  max_parallel_workers_per_gather: '1',
  // Compiling plans costs more than it gains for short statements.
  jit: 'off',
  // Containers often give 64 MB of /dev/shm only.
  dynamic_shared_memory_type: 'mmap',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Starts, stops and crashes; errors of statements are ours to report and may name private values.
  log_min_messages: 'log',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
  logging_collector: 'off',
}

export type PostgresSettings = Readonly<Record<string, string>>

export interface Listening {
  socketFolder: string | undefined
  port: number
}

/** The arguments of `postgres`. `extra` is for tests, which may trade durability for speed. */
export function postgresArguments(
  cluster: string,
  listening: Listening,
  extra: PostgresSettings = {},
): string[] {
  const settings: Record<string, string> = {
    ...small,
    ...durable,
    port: String(listening.port),
    listen_addresses: listening.socketFolder === undefined ? '127.0.0.1' : '',
    unix_socket_directories: listening.socketFolder ?? '',
    unix_socket_permissions: '0700',
    ...extra,
  }
  if (process.platform === 'win32') settings.dynamic_shared_memory_type = 'windows'
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', cluster, ...args]
}
