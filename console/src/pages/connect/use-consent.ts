/**
 * A consent at the vendor in a window of its own. The window gets no way back to this page, since the vendor's page
 * could use it too; for the same reason this page cannot close it while the vendor's page is in it. The platform's
 * landing page tells what came back over a channel of this origin, and only the page that knows the state takes it. A
 * window that was closed, or that the browser did not open, ends nothing: whoever finishes at the vendor all the same is
 * still heard, until the state expires.
 */
import { useEffect, useEffectEvent, useState } from 'react'
import { api } from '../../api/api.ts'

export type ConsentStep =
  | { readonly name: 'idle' | 'opening' | 'expired' | 'other_browser' }
  /** `blocked`: the browser opened no window; `closed`: the person closed it. */
  | { readonly name: 'waiting' | 'blocked' | 'closed'; readonly oauthUrl: string }
  | { readonly name: 'denied'; readonly message: string | undefined }

/** What `hand-over.js` of the landing page tells. */
interface Told {
  readonly state: string
  readonly outcome: 'returned' | 'denied' | 'expired' | 'other_browser'
  readonly returned?: Record<string, string>
  readonly message?: string
}

interface Flow {
  readonly state: string
  readonly oauthUrl: string
  readonly expiresAt: number
  readonly opened: Window | null
}

interface ConsentRequest {
  readonly connectorKey: string
  readonly configuration: Record<string, string>
  readonly instanceId: number | undefined
}

const channelName = 'hubwright-consent'
const lookMs = 400

/** @param onReturned takes what goes into `providerData` */
export function useConsent(onReturned: (returned: Record<string, string>) => void) {
  const [step, setStep] = useState<ConsentStep>({ name: 'idle' })
  const [flow, setFlow] = useState<Flow>()

  const finish = useEffectEvent((told: Told) => {
    setFlow(undefined)
    if (told.outcome === 'returned') {
      setStep({ name: 'idle' })
      onReturned(told.returned ?? {})
    } else if (told.outcome === 'denied') setStep({ name: 'denied', message: told.message })
    else setStep({ name: told.outcome })
  })

  useEffect(() => {
    if (flow === undefined) return undefined
    const { state, oauthUrl, opened, expiresAt } = flow
    const channel = new BroadcastChannel(channelName)
    channel.addEventListener('message', ({ data }: MessageEvent<Partial<Told>>) => {
      if (data.state !== state || data.outcome === undefined) return
      // A channel reaches this origin only; targets are for windows.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      channel.postMessage({ taken: state })
      finish(data as Told)
    })
    const look = setInterval(() => {
      if (opened?.closed !== true) return
      clearInterval(look)
      setStep({ name: 'closed', oauthUrl })
    }, lookMs)
    const late = setTimeout(
      () => finish({ state, outcome: 'expired' }),
      Math.max(0, expiresAt - Date.now()),
    )
    return () => {
      clearInterval(look)
      clearTimeout(late)
      channel.close()
    }
  }, [flow])

  return {
    step,
    /** Must run within the click, or the browser opens no window. @throws what the API refused */
    async begin({ connectorKey, configuration, instanceId }: ConsentRequest): Promise<void> {
      const opened = openWindow()
      setStep({ name: 'opening' })
      try {
        const { data } = await api.postElementsByKeyOrIdOauthConsent({
          keyOrId: connectorKey,
          body: { configuration, ...(instanceId === undefined ? {} : { instanceId }) },
        })
        const { state, oauthUrl, expiresDate } = data
        if (opened !== null) opened.location.href = oauthUrl
        setStep({ name: opened === null ? 'blocked' : 'waiting', oauthUrl })
        setFlow({ state, oauthUrl, expiresAt: Date.parse(expiresDate), opened })
      } catch (error) {
        opened?.close()
        setStep({ name: 'idle' })
        throw error
      }
    },
    /** Opens the vendor's page again, for the same consent. */
    reopen(): void {
      if (flow === undefined) return
      const opened = openWindow()
      if (opened !== null) opened.location.href = flow.oauthUrl
      setStep({ name: opened === null ? 'blocked' : 'waiting', oauthUrl: flow.oauthUrl })
      setFlow({ ...flow, opened })
    },
    /** Brings the vendor's window to the front. */
    show(): void {
      flow?.opened?.focus()
    },
    giveUp(): void {
      setFlow(undefined)
      setStep({ name: 'idle' })
    },
  }
}

export type ConsentInUse = ReturnType<typeof useConsent>

function openWindow(): Window | null {
  const width = 600
  const height = 740
  const left = Math.round(window.screenX + (window.outerWidth - width) / 2)
  const top = Math.round(window.screenY + (window.outerHeight - height) / 3)
  const opened = window.open(
    '',
    '_blank',
    `popup,width=${width},height=${height},left=${left},top=${top}`,
  )
  if (opened === null || opened.closed) return null
  opened.document.title = 'Opening…'
  // The vendor's page must not be able to send this page elsewhere.
  opened.opener = null
  return opened
}
