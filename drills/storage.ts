/**
 * `npm run drill storage [kills]`: kills a writing program and its private database with -9 at random moments
 * (50 by default) and looks for every acknowledged row after each.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crashWrites } from '../test/support/crash-writes.ts'

const kills = Number(process.argv[2] ?? 50)
const dataDir = mkdtempSync(join(tmpdir(), 'hubwright-drill-'))
try {
  const result = await crashWrites({
    dataDir,
    kills,
    random: Math.random,
    onRound: (round) => {
      process.stderr.write(
        `kill ${round.kill} (${round.victim}): ${round.acknowledged} acknowledged so far, ${round.lost} lost\n`,
      )
    },
  })
  process.stdout.write(`${JSON.stringify({ drill: 'storage', ...result })}\n`)
  if (result.lost > 0) process.exitCode = 1
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
