/** One value that a person types, in the words of the connector's definition. */
import { useId, useState } from 'react'
import type { Speech } from './language.ts'
import type { Field } from './session.ts'

export interface FieldProps {
  readonly field: Field
  readonly value: string
  /** Why it is not taken. */
  readonly problem: string | undefined
  readonly speech: Speech
  readonly onChange: (value: string) => void
}

export function FieldInput(props: FieldProps) {
  const { field, problem, speech, value, onChange } = props
  const id = useId()
  // Connectors without help repeat the label.
  const help = field.description === field.name ? '' : field.description
  const notes = [
    ...(help === '' ? [] : [`${id}-help`]),
    ...(problem === undefined ? [] : [`${id}-problem`]),
  ]
  const shared = {
    id,
    name: field.key,
    'aria-invalid': problem !== undefined,
    'aria-describedby': notes.length === 0 ? undefined : notes.join(' '),
    'aria-required': field.required,
  }
  const isSwitch = field.type === 'BOOLEAN'
  return (
    <div className={isSwitch ? 'field switch' : 'field'}>
      {isSwitch && (
        <input
          {...shared}
          type="checkbox"
          checked={value === 'true'}
          onChange={({ target }) => onChange(String(target.checked))}
        />
      )}
      <label htmlFor={id}>
        {field.name}
        {!field.required && !isSwitch && <small> ({speech.say('optional')})</small>}
      </label>
      {!isSwitch && <Input {...props} shared={shared} />}
      {help !== '' && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {problem !== undefined && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  )
}

function Input({
  field,
  value,
  speech,
  onChange,
  shared,
}: FieldProps & { readonly shared: object }) {
  const change = ({ target }: { target: { value: string } }) => onChange(target.value)
  if (field.options !== undefined) {
    return (
      <select {...shared} value={value} onChange={change}>
        <option value="" disabled={field.required}>
          {speech.say('chooseValue')}
        </option>
        {field.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    )
  }
  if (field.secret) return <Secret {...{ field, value, speech, change, shared }} />
  if (field.type === 'TEXTAREA') {
    return <textarea {...shared} rows={4} value={value} onChange={change} />
  }
  return (
    <input
      {...shared}
      type="text"
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={change}
    />
  )
}

function Secret({
  field,
  value,
  speech,
  change,
  shared,
}: {
  readonly field: Field
  readonly value: string
  readonly speech: Speech
  readonly change: (event: { target: { value: string } }) => void
  readonly shared: object
}) {
  const [isShown, setShown] = useState(false)
  return (
    <span className="secret">
      <input
        {...shared}
        type={isShown ? 'text' : 'password'}
        // No browser keeps a vendor's key as the password of this page.
        autoComplete="new-password"
        spellCheck={false}
        value={value}
        onChange={change}
      />
      <button
        type="button"
        onClick={() => setShown(!isShown)}
        aria-label={speech.say(isShown ? 'hideSecretOf' : 'showSecretOf', { field: field.name })}
      >
        {speech.say(isShown ? 'hideSecret' : 'showSecret')}
      </button>
    </span>
  )
}
