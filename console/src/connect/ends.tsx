/** The steps on which the person is done. */
import type { Landing } from './landing.ts'
import type { Session } from './session.ts'
import { ReturnLink, Sheet, Sign, type Surroundings } from './sheet.tsx'

export function Connected({ session, ...around }: Surroundings & { readonly session: Session }) {
  const { speech, names, onClose } = around
  const { returnUrl, mode } = session
  return (
    <Sheet {...around} title={speech.say('connected.title')} picture={<Sign is="good" />}>
      <div id="outcome" role="status" data-session={session.id} data-state="connected">
        <p>{speech.say(mode === 'reconnect' ? 'connected.again' : 'connected.text', names)}</p>
      </div>
      <WayOn {...around} returnUrl={returnUrl} isGood />
      {onClose !== undefined && (
        <button type="button" className="button" onClick={onClose}>
          {speech.say('done')}
        </button>
      )}
    </Sheet>
  )
}

/** Nothing more can be done here. */
export function Over({
  reason,
  returnUrl,
  onRetry,
  ...around
}: Surroundings & {
  readonly reason: string
  readonly returnUrl?: string | undefined
  readonly onRetry?: (() => void) | undefined
}) {
  const { speech, names, onClose } = around
  const { title, text } = speech.reason(reason, names)
  const isGood = reason === 'already_used'
  return (
    <Sheet {...around} title={title} picture={<Sign is={isGood ? 'good' : 'bad'} />}>
      <p data-reason={reason}>{text}</p>
      {onRetry !== undefined && (
        <button type="button" className="button" onClick={onRetry}>
          {speech.say('retry')}
        </button>
      )}
      {returnUrl !== undefined && onClose === undefined && (
        <ReturnLink
          speech={speech}
          url={returnUrl}
          word={isGood ? 'connected.return' : 'failed.return'}
        />
      )}
      {onClose !== undefined && (
        <button type="button" className="button plain" onClick={onClose}>
          {speech.say('close')}
        </button>
      )}
    </Sheet>
  )
}

/** The landing page where nothing is known but what the server says: another browser, or a host page's own flow. */
export function Landed({ landing, ...around }: Surroundings & { readonly landing: Landing }) {
  const { speech, names } = around
  const { state, reason = 'failed', session, returnUrl } = landing
  if (state === 'confirm') return <Confirm landing={landing} {...around} />
  const isGood = state === 'connected'
  const { title, text } = isGood
    ? { title: speech.say('connected.title'), text: speech.say('connected.text', names) }
    : speech.reason(reason, names)
  return (
    <Sheet {...around} title={title} picture={<Sign is={isGood ? 'good' : 'bad'} />}>
      <div
        id="outcome"
        role="status"
        data-session={session}
        data-state={state}
        data-reason={isGood ? undefined : reason}
      >
        <p>{text}</p>
      </div>
      <WayOn {...around} returnUrl={returnUrl} isGood={isGood} />
    </Sheet>
  )
}

function WayOn({
  speech,
  onClose,
  returnUrl,
  isGood,
}: Surroundings & {
  readonly returnUrl: string | undefined
  readonly isGood: boolean
}) {
  if (onClose !== undefined) return null
  if (returnUrl !== undefined) {
    const word = isGood ? 'connected.return' : 'failed.return'
    return <ReturnLink speech={speech} url={returnUrl} word={word} />
  }
  return <p>{speech.say(isGood ? 'connected.close' : 'failed.closeWindow')}</p>
}

/** Another browser began: say for whom this connects, and ask for a click. */
function Confirm({ landing, ...around }: Surroundings & { readonly landing: Landing }) {
  const { speech, names } = around
  const { connector, fields = [] } = landing
  const word = names['person'] === undefined ? 'confirm.text' : 'confirm.person'
  return (
    <Sheet {...around} title={speech.say('confirm.title', names)}>
      <p>{speech.say(word, names)}</p>
      <p>{speech.say('confirm.warning')}</p>
      <form method="post" action={`/oauth/callback/${encodeURIComponent(connector.key)}`}>
        {fields.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" className="button">
          {speech.say('confirm.button', names)}
        </button>
      </form>
    </Sheet>
  )
}
