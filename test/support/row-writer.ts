/**
 * A program for crash tests: opens a data folder as the server does, writes rows from several connections at
 * once, and prints the id of each one after its commit was acknowledged. It is made to be killed.
 *
 *     node test/support/row-writer.ts <data folder> <prefix of the ids> [adopts]
 */
import { writeSync } from 'node:fs'
import { sql } from 'kysely'
import { silentLog } from '../../src/core/log.ts'
import { openDataDir } from '../../src/storage/data-dir.ts'
import { isConnectionLoss } from '../../src/storage/database-errors.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { startPrivatePostgres } from '../../src/storage/private-postgres.ts'

const writers = 4

const [directory = '', prefix = ''] = process.argv.slice(2)
const dataDir = openDataDir(directory)
const server = await startPrivatePostgres({ dataDir: dataDir.path, log: silentLog })
const { db, close } = await openDatabase(server.connection, { log: silentLog, max: writers })

const ending = new AbortController()
process.on('SIGTERM', () => ending.abort())

await sql`create table if not exists written (id text primary key)`.execute(db)
print({ ready: true, postgres: server.pid, adopted: server.adopted })
await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
await close()
await server.stop()
dataDir.release()

async function write(writer: number): Promise<void> {
  for (let row = 0; !ending.signal.aborted; row += 1) {
    const id = `${prefix}-${writer}-${row}`
    try {
      await sql`insert into written values (${id})`.execute(db)
    } catch (error) {
      // The server was killed; whether this row is there is unknown, so it is not printed.
      if (!isConnectionLoss(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, 5))
      continue
    }
    print({ id })
  }
}

/** Straight to the pipe: what was printed before a kill arrives. */
function print(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}
