/** What is the same on every step: the sheet, for whom it is, its heading, and buttons. */
import { useEffect, useRef, type ReactNode } from 'react'
import type { Names, Speech } from './language.ts'

export interface Surroundings {
  readonly speech: Speech
  readonly names: Names
  readonly logo?: string | undefined
  /** Undefined where nobody would hear it. */
  readonly onClose?: (() => void) | undefined
}

export interface SheetProps extends Surroundings {
  readonly title: string
  readonly picture?: ReactNode
  readonly onBack?: (() => void) | undefined
  readonly children: ReactNode
}

export function Sheet(props: SheetProps) {
  const { speech, names, logo, title, picture, onClose, onBack, children } = props
  const heading = useRef<HTMLHeadingElement>(null)
  // Who hears the page, or uses the keyboard, begins at the top of each step.
  useEffect(() => {
    heading.current?.focus()
    document.title = title
  }, [title])
  const forWhom = names['person'] === undefined ? 'for' : 'forPerson'
  return (
    <main className="sheet">
      <header>
        {onBack !== undefined && (
          <button
            type="button"
            className="icon back"
            onClick={onBack}
            aria-label={speech.say('back')}
          >
            <svg viewBox="0 0 20 20" aria-hidden>
              <path d="M12 4.5 6.5 10l5.5 5.5" />
            </svg>
          </button>
        )}
        <p className="whom">
          {logo !== undefined && <img src={logo} alt="" />}
          {names['organization'] !== undefined && <span>{speech.say(forWhom, names)}</span>}
        </p>
        {onClose !== undefined && (
          <button type="button" className="icon" onClick={onClose} aria-label={speech.say('close')}>
            <svg viewBox="0 0 20 20" aria-hidden>
              <path d="m5.5 5.5 9 9m0-9-9 9" />
            </svg>
          </button>
        )}
      </header>
      <div className="step">
        {picture}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </div>
    </main>
  )
}

/** Green tick or a red cross, beside words that say the same. */
export function Sign({ is }: { readonly is: 'good' | 'bad' }) {
  return (
    <svg className={`sign ${is}`} viewBox="0 0 48 48" aria-hidden>
      <circle cx="24" cy="24" r="22" />
      <path d={is === 'good' ? 'm15 24.5 6.5 6.5L34 18' : 'M24 13.5v13m0 6.5v.5'} />
    </svg>
  )
}

export function Busy({ text }: { readonly text: string }) {
  return (
    <p className="busy" role="status">
      <span className="spinner" aria-hidden />
      {text}
    </p>
  )
}

/** The drawing of a connector; from our own host, however the address names it. */
export function ConnectorPicture({ url }: { readonly url: string }) {
  return <img className="connector" src={new URL(url).pathname} alt="" />
}

/** Where the person can go on; the server has judged the address. */
export function ReturnLink({
  speech,
  url,
  word,
}: {
  readonly speech: Speech
  readonly url: string
  readonly word: 'connected.return' | 'failed.return'
}) {
  return (
    <a id="return" className="button" href={url} rel="noreferrer">
      {speech.say(word, { host: new URL(url).host })}
    </a>
  )
}
