/** The part of a pino logger that rooms use; they never create one. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Says nothing; for tests and tools. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
