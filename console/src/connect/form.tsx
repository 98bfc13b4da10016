/** The step on which the person agrees: with the keys asked for, or before going to the vendor. */
import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { FieldInput } from './field.tsx'
import type { Chosen, Notice } from './step.ts'
import type { Field, Session, Values } from './session.ts'
import { Busy, ConnectorPicture, Sheet, type Surroundings } from './sheet.tsx'

export interface ConnectFormProps extends Surroundings {
  readonly session: Session
  readonly step: Chosen & { readonly notice?: Notice | undefined }
  readonly isBusy: boolean
  readonly onBack: (() => void) | undefined
  readonly onSubmit: (values: Values) => void
}

export function ConnectForm(props: ConnectFormProps) {
  const { session, step, isBusy, onBack, ...around } = props
  const { speech, names } = around
  const { connector, way, notice } = step
  const isAgain = session.mode === 'reconnect'
  return (
    <Sheet
      {...around}
      title={speech.say(isAgain ? 'reconnect.title' : 'connect.title', names)}
      picture={<ConnectorPicture url={connector.logoUrl} />}
      onBack={isBusy ? undefined : onBack}
    >
      {notice !== undefined && <NoticeBox {...around} notice={notice} asked={way.configuration} />}
      {isAgain && <p>{speech.say('reconnect.text', names)}</p>}
      <p>{speech.say(way.usesOAuth ? 'connect.oauth' : 'connect.keys', names)}</p>
      <Fields {...props} />
      {isBusy ? (
        <Busy text={speech.say(way.usesOAuth ? 'opening' : 'connecting', names)} />
      ) : (
        <p className="access">{speech.say('access', names)}</p>
      )}
    </Sheet>
  )
}

function Fields({ step, isBusy, onSubmit, speech, names }: ConnectFormProps) {
  const { way, notice } = step
  const [values, setValues] = useState(step.values)
  const [missing, setMissing] = useState<Values>({})
  const form = useRef<HTMLFormElement>(null)
  const problems = { ...notice?.fields, ...missing }
  useEffect(() => {
    if (notice?.fields === undefined) return
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [notice])

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    const lacking = way.configuration.filter(
      ({ key, required }) => required && (values[key] ?? '').trim() === '',
    )
    setMissing(Object.fromEntries(lacking.map(({ key }) => [key, speech.say('requiredField')])))
    const [first] = lacking
    if (first === undefined) onSubmit(values)
    else form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(first.key)}"]`)?.focus()
  }

  const inputOf = (field: Field) => (
    <FieldInput
      key={field.key}
      field={field}
      value={values[field.key] ?? field.defaultValue ?? ''}
      problem={problems[field.key]}
      speech={speech}
      onChange={(value) => {
        const { [field.key]: _filled, ...others } = missing
        setMissing(others)
        setValues({ ...values, [field.key]: value })
      }}
    />
  )
  const advanced = way.configuration.filter((field) => field.advanced)
  return (
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
  )
}

/** Why the last try failed. What is wrong with no field of the form is said here, in the words of the API. */
function NoticeBox({
  notice,
  asked,
  speech,
  names,
}: Surroundings & { readonly notice: Notice; readonly asked: readonly Field[] }) {
  const { title, text } = speech.reason(notice.reason, names)
  const elsewhere = Object.entries(notice.fields ?? {}).filter(
    ([key]) => !asked.some((field) => field.key === key),
  )
  return (
    <div className="notice" role="alert" data-reason={notice.reason}>
      <strong>{title}</strong>
      <p>{text}</p>
      {notice.vendorSays !== undefined && (
        <p>{speech.say('vendorSays', { ...names, message: notice.vendorSays })}</p>
      )}
      {elsewhere.map(([key, message]) => (
        <p key={key} lang="en">
          <code>{key}</code> {message}
        </p>
      ))}
    </div>
  )
}
