/**
 * The numbers under which the program takes PostgreSQL advisory locks. They are arbitrary but must never
 * change or meet: programs of different versions share one database.
 */
export const advisoryLocks = {
  /** Held while migrations run. */
  migrate: 7_204_001,
  /** Held as long as one process owns a private database. */
  privateDatabase: 7_204_002,
  /** Held while days of usage records are made and dropped. */
  usageMaintenance: 7_204_020,
  /** Held while months of the audit log are made and dropped. */
  auditMaintenance: 7_204_021,
  /** Held while days of events and of notifications are made and dropped. */
  eventMaintenance: 7_204_022,
  /** Held while it is judged which sources of events are alive. */
  sourceLiveness: 7_204_023,
  /** Held while instances of older versions get their sources of events. */
  firstSources: 7_204_024,
} as const
