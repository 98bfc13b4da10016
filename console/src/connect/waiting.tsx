/** While the person is in the window beside the frame. */
import { useEffect, useRef, useState } from 'react'
import type { Helper } from './helper.ts'
import { Busy, Sheet, Sign, type Surroundings } from './sheet.tsx'

export interface WaitingProps extends Surroundings {
  readonly helper: Helper | undefined
  /** The same window by a link, which browsers do not block. */
  readonly link: string
  readonly onAgain: () => void
  readonly onBack: (() => void) | undefined
  /** Asks the session: a vendor's page may have cut the tie to the window. */
  readonly onAsk: () => Promise<void>
}

const lookEveryMs = 500
/** In looks. */
const askEvery = 5

export function Waiting({ helper, link, onAgain, onBack, onAsk, ...around }: WaitingProps) {
  const { speech, names } = around
  const state = useWatch(helper, onAsk)
  const [word, picture] =
    state === 'open'
      ? (['waiting', undefined] as const)
      : ([state, <Sign is="bad" key="sign" />] as const)
  return (
    <Sheet {...around} {...{ onBack, picture }} title={speech.say(`${word}.title`)}>
      {state === 'open' ? (
        <>
          <Busy text={speech.say('waiting.text', names)} />
          <button type="button" className="button plain" onClick={() => helper?.focus()}>
            {speech.say('waiting.show')}
          </button>
        </>
      ) : (
        <p>{speech.say(`${state}.text`, names)}</p>
      )}
      {state === 'closed' && (
        <button type="button" className="button" onClick={onAgain}>
          {speech.say('closed.open')}
        </button>
      )}
      {state === 'blocked' && (
        <a className="button" href={link} target="_blank" rel="opener">
          {speech.say('blocked.open', names)}
        </a>
      )}
    </Sheet>
  )
}

/** What has become of the window; asks now and then, and at once when it closes. */
function useWatch(helper: Helper | undefined, onAsk: () => Promise<void>) {
  const [state, setState] = useState(() => helper?.state() ?? 'closed')
  const ask = useRef(onAsk)
  useEffect(() => {
    ask.current = onAsk
  })
  useEffect(() => {
    let last = helper?.state()
    let looks = 0
    const timer = setInterval(() => {
      const now = helper?.state() ?? 'closed'
      const isClosing = now === 'closed' && last !== 'closed'
      last = now
      looks++
      setState(now)
      // No network just now: asked again soon.
      if (isClosing || looks % askEvery === 0) void ask.current().catch(() => undefined)
    }, lookEveryMs)
    return () => clearInterval(timer)
  }, [helper])
  return state
}
