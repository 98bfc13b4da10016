/** The step on which the person agrees: with the keys asked for, or before going to the vendor. */
import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { FieldInput } from './field.tsx'
import type { Notice } from './step.ts'
import type { Connector, Field, Session, Values, Way } from './session.ts'
import { Busy, ConnectorPicture, Sheet, type Surroundings } from './sheet.tsx'

export interface ConnectFormProps extends Surroundings {
  readonly session: Session
  readonly connector: Connector
  readonly way: Way
  readonly values: Values
  readonly notice: Notice | undefined
  readonly isBusy: boolean
  readonly onBack: (() => void) | undefined
  readonly onSubmit: (values: Values) => void
}

export function ConnectForm(props: ConnectFormProps) {
  const { session, connector, way, notice, isBusy, onBack, onSubmit, ...around } = props
  const { speech, names } = around
  const [values, setValues] = useState(props.values)
  const [problems, setProblems] = useState<Values>({})
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => setProblems(notice?.fields ?? {}), [notice])
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [problems])

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    const missing = way.configuration.filter(
      ({ key, required }) => required && (values[key] ?? '').trim() === '',
    )
    const found = Object.fromEntries(missing.map(({ key }) => [key, speech.say('requiredField')]))
    setProblems(found)
    if (missing.length === 0) onSubmit(values)
  }

  const isAgain = session.mode === 'reconnect'
  const explain = way.usesOAuth ? 'connect.oauth' : 'connect.keys'
  const inputOf = (field: Field) => (
    <FieldInput
      key={field.key}
      field={field}
      value={values[field.key] ?? field.defaultValue ?? ''}
      problem={problems[field.key]}
      speech={speech}
      onChange={(value) => setValues({ ...values, [field.key]: value })}
    />
  )
  const advanced = way.configuration.filter((field) => field.advanced)
  return (
    <Sheet
      {...around}
      title={speech.say(isAgain ? 'reconnect.title' : 'connect.title', names)}
      picture={<ConnectorPicture url={connector.logoUrl} />}
      onBack={isBusy ? undefined : onBack}
    >
      {notice !== undefined && <NoticeBox notice={notice} {...around} />}
      {isAgain && <p>{speech.say('reconnect.text', names)}</p>}
      <p>{speech.say(explain, names)}</p>
      <form ref={form} noValidate onSubmit={submit}>
        <fieldset disabled={isBusy}>
          {way.configuration.filter((field) => !field.advanced).map(inputOf)}
          {advanced.length > 0 && (
            <details open={advanced.some(({ key }) => problems[key] !== undefined)}>
              <summary>{speech.say('advanced')}</summary>
              {advanced.map(inputOf)}
            </details>
          )}
          <button type="submit" className="button">
            {way.usesOAuth ? speech.say('continueTo', names) : speech.say('connect')}
          </button>
        </fieldset>
      </form>
      {isBusy ? (
        <Busy text={speech.say(way.usesOAuth ? 'opening' : 'connecting', names)} />
      ) : (
        <p className="access">{speech.say('access', names)}</p>
      )}
    </Sheet>
  )
}

function NoticeBox({ notice, speech, names }: Surroundings & { readonly notice: Notice }) {
  const { title, text } = speech.reason(notice.reason, names)
  return (
    <div className="notice" role="alert" data-reason={notice.reason}>
      <strong>{title}</strong>
      <p>{text}</p>
      {notice.vendorSays !== undefined && (
        <p>{speech.say('vendorSays', { ...names, message: notice.vendorSays })}</p>
      )}
    </div>
  )
}
