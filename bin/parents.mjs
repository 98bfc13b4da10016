/** Notices when the processes that started us under npm are gone without a word. */
import { readFileSync } from 'node:fs'

const lookEveryMs = 500

/**
 * Calls `onGone` once when npm, or the shell that npm puts between itself and us, is gone: a shell that gets
 * a SIGTERM ends without passing it on, and `kill -9` passes on nothing. Without npm nobody is watched, as a
 * program started in the background outlives its shell on purpose.
 *
 * @param {() => void} onGone
 */
export function watchParents(onGone) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const parent = process.ppid
  const npm = npmAbove(parent)
  const watcher = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || parentOf(parent) === npm)) return
    clearInterval(watcher)
    onGone()
  }, lookEveryMs)
  watcher.unref()
}

/** The id of npm when it is our parent's parent; a shell may as well have made place for us. */
function npmAbove(parent) {
  const npm = parentOf(parent)
  return npm !== undefined && nameOf(npm)?.startsWith('npm') ? npm : undefined
}

/** Linux only; elsewhere the direct parent has to do. */
function parentOf(pid) {
  const stat = readProc(pid, 'stat')
  return stat === undefined
    ? undefined
    : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function nameOf(pid) {
  return readProc(pid, 'comm')
}

function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}
