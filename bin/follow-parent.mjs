/**
 * Loaded before the program by `launch.mjs`. When the process that started it dies without passing a signal
 * on (`kill -9`, or a shell between npm and us that ends alone), the program ends in order instead of staying
 * behind unseen with its port and its data folder.
 */
function endInOrder() {
  process.kill(process.pid, 'SIGTERM')
}

if (process.channel) {
  process.once('disconnect', endInOrder)
  // Listening must not keep a program alive that is done.
  process.channel.unref()
} else if (process.env.npm_lifecycle_event !== undefined && process.platform !== 'win32') {
  const parent = process.ppid
  const watcher = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watcher)
    endInOrder()
  }, 500)
  watcher.unref()
}
