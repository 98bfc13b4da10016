/**
 * The connect widget in a page of yours:
 *
 *   <script src="https://hubwright.example.com/connect.js"></script>
 *   const widget = Hubwright.connect({ url, onConnected({ instanceId, name }) { … } })
 *
 * docs/guides/connect-widget.md describes the options. It holds the token of the session only to open the page with
 * it, believes messages of that page's own origin and window only, and writes no style that a policy could refuse.
 */
;(() => {
  const loadedFrom = document.currentScript?.src
  const source = 'hubwright-connect'
  const patienceMs = 20_000
  const askEveryMs = 3000

  /**
   * @param {object} options `url`, or `sessionId` and `token` when this script comes from Hubwright;
   *   `mode` `frame` (default) or `popup`, which needs a click; `container` an element to show the frame in;
   *   `language`, `theme`; `onConnected`, `onFailed`, `onClosed`, `onReady`
   * @returns {{ close(): void }} `close` takes the widget away and calls nothing
   */
  function connect(options) {
    const address = addressOf(options)
    const session = { origin: address.origin, id: address.pathname.split('/')[2] }
    const [token] = address.hash.slice(1).split('&', 1)
    address.hash = fragmentOf(token, options)
    const open = options.mode === 'popup' ? openPopup : openFrame
    let isOver = false
    const stop = () => {
      if (isOver) return false
      isOver = true
      removeEventListener('message', hear)
      shown?.remove()
      return true
    }
    const tell = (name, detail) => options[name]?.(detail)
    const end = (name, detail) => {
      if (stop()) tell(name, detail)
    }
    let hasConnected = false
    const connected = ({ instanceId, name }) => {
      if (isOver || hasConnected) return
      hasConnected = true
      tell('onConnected', { sessionId: session.id, instanceId, name })
    }
    const failed = (reason) => tell('onFailed', { sessionId: session.id, reason })
    function hear({ origin, source: sender, data }) {
      if (origin !== session.origin || sender === null || sender !== shown?.window()) return
      if (data?.source !== source || data.sessionId !== session.id) return
      if (data.type === 'ready') {
        shown.isReady = true
        tell('onReady')
      }
      if (data.type === 'height') shown.setHeight?.(data.height)
      if (data.type === 'connected') connected(data)
      if (data.type === 'failed') failed(data.reason)
      if (data.type === 'closed') closed()
    }
    const closed = () => (hasConnected ? stop() : end('onClosed'))
    const notShown = (reason) => {
      if (stop()) failed(reason)
    }
    addEventListener('message', hear)
    const ask = () => askState(session, token, connected)
    const shown = open(address, options, { closed, notShown, ask, isOver: () => isOver })
    if (shown === undefined) notShown('popup_blocked')
    return { close: () => void stop() }
  }

  function addressOf({ url, sessionId, token }) {
    const ownOrigin = loadedFrom && new URL(loadedFrom).origin
    const own =
      sessionId && token && `${ownOrigin}/connect/${encodeURIComponent(sessionId)}#${token}`
    const text = url ?? own ?? ''
    const address = URL.canParse(text) ? new URL(text) : undefined
    const isOurs = address && /^https?:$/.test(address.protocol)
    if (isOurs && /^\/connect\/[^/]+$/.test(address.pathname) && address.hash.length > 1) {
      return address
    }
    throw new TypeError(
      'Hubwright.connect needs the url of a connect session, as POST /connect-sessions answers it, or its sessionId and token',
    )
  }

  /** Where events go, and the looks that this page asks for; servers never see it. */
  function fragmentOf(token, { language, theme = {} }) {
    const looks = typeof theme === 'string' ? { colorScheme: theme } : theme
    const rest = new URLSearchParams({ origin: location.origin })
    if (language) rest.set('language', language)
    for (const name of ['colorScheme', 'primaryColor', 'corners']) {
      if (looks[name]) rest.set(name, looks[name])
    }
    return `${token}&${rest}`
  }

  function openFrame(address, { container, title = 'Connect your account' }, { closed, notShown }) {
    const frame = document.createElement('iframe')
    frame.title = title
    frame.allow = 'clipboard-write'
    Object.assign(frame.style, {
      display: 'block',
      boxSizing: 'border-box',
      inlineSize: '100%',
      border: '0',
      background: 'transparent',
      colorScheme: 'light',
    })
    frame.style.height = '480px'
    const holder = container ? holdInline(container) : holdModal(title, closed)
    const shown = {
      isReady: false,
      window: () => frame.contentWindow,
      setHeight: (height) => {
        if (Number.isFinite(height)) frame.style.height = `${Math.max(120, Math.ceil(height))}px`
      },
      remove() {
        clearTimeout(patience)
        frame.remove()
        holder.remove()
      },
    }
    // A browser does not say that a page may not be framed here: it just never gets ready.
    const patience = setTimeout(() => shown.isReady || notShown('not_shown'), patienceMs)
    frame.src = address.href
    holder.element.append(frame)
    frame.focus()
    return shown
  }

  function holdInline(container) {
    return { element: container, remove: () => undefined }
  }

  /** A modal `dialog`: the browser itself keeps the focus within, hears Escape and gives the focus back. */
  function holdModal(title, closed) {
    const dialog = document.createElement('dialog')
    dialog.setAttribute('aria-label', title)
    dialog.setAttribute('aria-modal', 'true')
    Object.assign(dialog.style, {
      position: 'fixed',
      inset: '0',
      boxSizing: 'border-box',
      width: '100%',
      height: '100%',
      maxWidth: 'none',
      maxHeight: 'none',
      margin: '0',
      padding: '0',
      border: '0',
      overflow: 'auto',
      background: 'rgba(10, 16, 15, 0.55)',
    })
    const box = document.createElement('div')
    Object.assign(box.style, {
      boxSizing: 'border-box',
      width: 'min(440px, 100%)',
      minHeight: '100%',
      margin: '0 auto',
      padding: '16px',
      display: 'flex',
      flexDirection: 'column',
      justifyContent: 'center',
    })
    dialog.append(box)
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault()
      closed()
    })
    dialog.addEventListener('click', ({ target }) => {
      if (target === dialog || target === box) closed()
    })
    document.body.append(dialog)
    const { overflow } = document.documentElement.style
    document.documentElement.style.overflow = 'hidden'
    dialog.showModal()
    return {
      element: box,
      remove() {
        document.documentElement.style.overflow = overflow
        dialog.close()
        dialog.remove()
      },
    }
  }

  function openPopup(address, _options, { closed, ask, isOver }) {
    const width = 480
    const height = 720
    const left = Math.round(screenX + Math.max(0, (outerWidth - width) / 2))
    const top = Math.round(screenY + Math.max(0, (outerHeight - height) / 2))
    const place = `popup,width=${width},height=${height},left=${left},top=${top}`
    const popup = window.open(address.href, '', place)
    if (!popup) return undefined
    // The vendor's pages may cut the tie between the windows; then the session itself tells the outcome.
    let nextAsk = Date.now() + askEveryMs
    const watch = setInterval(async () => {
      const isClosed = popup.closed
      if (!isClosed && Date.now() < nextAsk) return
      nextAsk = Date.now() + askEveryMs
      if (isClosed) clearInterval(watch)
      await ask()
      if (isClosed && !isOver()) closed()
    }, 400)
    popup.focus()
    return {
      window: () => popup,
      remove() {
        clearInterval(watch)
        popup.close()
      },
    }
  }

  async function askState({ origin, id }, token, connected) {
    try {
      const answer = await fetch(`${origin}/elements/api-v2/connect/session`, {
        headers: { authorization: `Connect ${token}` },
        credentials: 'omit',
      })
      const session = answer.ok ? await answer.json() : {}
      if (session.id === id && session.state === 'connected' && session.instance) {
        connected({ instanceId: session.instance.id, name: session.instance.name })
      }
    } catch {
      // No network just now; the next question may find one.
    }
  }

  window.Hubwright = { ...window.Hubwright, connect }
})()
