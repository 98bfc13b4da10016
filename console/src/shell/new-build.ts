const storageKey = 'hubwright-reloaded-at'
const pauseMs = 30_000

/**
 * A newer build has other files: what this page would load is gone, the page itself is not. So it is loaded anew, once;
 * when the file is still missing then, the page in its place says so.
 */
export function reloadForNewBuild(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(storageKey))
    if (Date.now() - last < pauseMs) return
    sessionStorage.setItem(storageKey, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
}
