/* Tells the page that began a consent what came back (src/http/routes/oauth/hand-over.ts). A browser runs it. */
const told = JSON.parse(document.querySelector('#handed-over').dataset.told)
// The code has no business in the history of the browser.
history.replaceState(undefined, '', location.pathname)
// Only pages of this origin in this browser hear it, and none of the vendor's.
const channel = new BroadcastChannel('hubwright-consent')
channel.addEventListener('message', ({ data }) => {
  if (data?.taken === told.state) window.close()
})
channel.postMessage(told)
