/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-argument, typescript/no-unsafe-member-access, unicorn/require-post-message-target-origin -- a browser runs it; a channel reaches this origin only */
/* Tells the page that began a consent what came back (src/http/routes/oauth/hand-over.ts). */
const told = JSON.parse(document.querySelector('#handed-over').dataset.told)
// The code has no business in the history of the browser.
history.replaceState(undefined, '', location.pathname)
const channel = new BroadcastChannel('hubwright-consent')
channel.addEventListener('message', ({ data }) => {
  if (data?.taken === told.state) window.close()
})
channel.postMessage(told)
