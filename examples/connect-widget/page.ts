/** The page of the product: a button, the widget, and what was connected. */
export function page(hubwright: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ann's shop board</title>
<link rel="icon" href="data:,">
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
button { font: inherit; padding: .5rem 1rem; }
</style>
</head>
<body>
<h1>Shop board</h1>
<p><button id="connect">Connect your store</button></p>
<p id="status" role="status">No store yet.</p>
<ul id="products"></ul>
<script src="${hubwright}/connect.js"></script>
<script>
const say = (text) => { document.querySelector('#status').textContent = text }

document.querySelector('#connect').addEventListener('click', async () => {
  const answer = await fetch('/connect-session', { method: 'POST' })
  const { url, message } = await answer.json()
  if (!answer.ok) return say(message)
  Hubwright.connect({
    url,
    onConnected: ({ sessionId }) => showProducts(sessionId),
    onFailed: ({ reason }) => say('Not connected: ' + reason),
    onClosed: () => say('Not connected.'),
  })
})

async function showProducts(sessionId) {
  const answer = await fetch('/products?session=' + encodeURIComponent(sessionId))
  const { instance, products, message } = await answer.json()
  if (!answer.ok) return say(message)
  say(instance.name + ' is connected (instance ' + instance.id + ').')
  document.querySelector('#products').replaceChildren(...products.map(({ name, price }) => {
    const item = document.createElement('li')
    item.textContent = name + ': ' + price
    return item
  }))
}
</script>
</body>
</html>
`
}
