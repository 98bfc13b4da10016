/**
 * Loaded before the program by `launch.mjs`: when what started the program dies without passing a signal on,
 * the program ends in order instead of staying behind unseen with its port and its data folder.
 */
import { watchParents } from './parents.mjs'

function endInOrder() {
  process.kill(process.pid, 'SIGTERM')
}

if (process.channel) {
  process.once('disconnect', endInOrder)
  // Listening must not keep a program alive that is done.
  process.channel.unref()
} else {
  watchParents(endInOrder)
}
