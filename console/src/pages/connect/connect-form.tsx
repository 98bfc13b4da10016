import { Button, Card, Group, Stack, Text } from '@mantine/core'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { ProblemAlert } from '../../parts/error-state.tsx'
import type { Problem } from '../../api/problem.ts'
import type { ConfigurationEntry, Connector } from '../connectors/connector.ts'
import { SetupSteps } from '../connector/setup-steps.tsx'
import classes from './connect.module.css'
import { ConsentNotice } from './consent-notice.tsx'
import { failureWords } from './failure.ts'
import { allFields, fieldsOf, isSecret } from './fields.ts'
import { Fold } from './fold.tsx'
import { FormFields } from './form-fields.tsx'
import { Preview } from './preview.tsx'
import { masked, requestOf, type Filled } from './request.ts'
import { useConnect, type Connected } from './use-connect.ts'
import type { Way } from './ways.ts'

interface ConnectFormProps {
  readonly connector: Connector
  readonly way: Way
  readonly redirectUrl: string
  /** The one that is authenticated again. */
  readonly instance?: {
    readonly id: number
    readonly configuration?: Readonly<Record<string, string>>
  }
  /** Above the fields: how to choose another way. */
  readonly choice?: ReactNode
  /** Of a new instance; whoever shows the form keeps it, as it stays when another way is chosen. */
  readonly named?: Named
  onNamed?(named: Named): void
  onConnected(instance: Connected): void
}

export type Named = Pick<Filled, 'name' | 'tags'>

export const unnamed: Named = { name: '', tags: [] }

/** Everything that belongs to one way to connect; another way is another form (`key`). */
export function ConnectForm(props: ConnectFormProps) {
  const { connector, way, redirectUrl, instance, choice, named = unnamed, onConnected } = props
  const fields = useMemo(() => fieldsOf(connector, way), [connector, way])
  const entries = useMemo(() => allFields(fields), [fields])
  const initial = useMemo(() => initialValues(entries, instance), [entries, instance])
  const [values, setValues] = useState(initial)
  const filled: Filled = { ...named, values }
  const fill = ({ values: filledIn, ...names }: Filled) => {
    setValues(filledIn)
    props.onNamed?.(names)
  }
  const parts = { connector, way, fields: entries, initial, redirectUrl, instanceId: instance?.id }
  const connect = useConnect(parts, filled, onConnected)
  const form = useFirstWrongField(connect.errors)
  const isNew = instance === undefined
  const vendor = connector.name
  const fieldProps = { connector, way, redirectUrl, fields, filled, isNew }
  return (
    <div className={classes['columns']}>
      <Card component="section" aria-label="Connection">
        <form
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            connect.submit()
          }}
        >
          <Stack gap="lg">
            {choice}
            <Steps way={way} />
            <FormFields
              {...fieldProps}
              errors={connect.errors}
              isDisabled={connect.isBusy}
              onChange={fill}
            />
            <Refusal
              problem={connect.unplaced}
              way={way}
              vendor={vendor}
              onRetry={connect.submit}
            />
            <ConsentNotice consent={connect.consent} vendor={vendor} onAgain={connect.submit} />
            <Group>
              <Button type="submit" loading={connect.isSending} disabled={connect.isBusy}>
                {actionOf(way, vendor, isNew)}
              </Button>
              {connect.isSending ? (
                <Text size="sm" c="dimmed" role="status">
                  Checking the connection with {vendor}…
                </Text>
              ) : null}
            </Group>
          </Stack>
        </form>
      </Card>
      <Preview request={masked(requestOf({ ...parts, filled }), entries, way)} />
    </div>
  )
}

/** Moves the focus to the first field that is wrong; what was folded is open by then. */
function useFirstWrongField(errors: Readonly<Record<string, string>>) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (Object.keys(errors).length === 0) return
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [errors])
  return form
}

interface RefusalProps {
  /** What no field shows. */
  readonly problem: Problem | undefined
  readonly way: Way
  readonly vendor: string
  onRetry(): void
}

function Refusal({ problem, way, vendor, onRetry }: RefusalProps) {
  if (problem === undefined) return null
  const words = failureWords(problem, way, vendor)
  return (
    <ProblemAlert
      problem={{ ...problem, message: words?.text ?? problem.message }}
      title={words?.title ?? 'The connection was not made'}
      onRetry={onRetry}
    />
  )
}

/** How to get what the fields ask for. With a vendor app there is nothing to get. */
function Steps({ way }: { readonly way: Way }) {
  const isNeeded = way.kind !== 'consent' || way.vendorApp === 'none'
  if (!isNeeded || way.steps.length === 0) return null
  return (
    <Fold title="Where do I get these?">
      <SetupSteps steps={way.steps} />
    </Fold>
  )
}

function actionOf(way: Way, vendor: string, isNew: boolean): string {
  if (way.kind === 'consent') return isNew ? `Connect with ${vendor}` : `Consent again at ${vendor}`
  return isNew ? 'Connect' : 'Check and save'
}

function initialValues(
  entries: readonly ConfigurationEntry[],
  instance: ConnectFormProps['instance'],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entries.map((entry) => {
      const { key, defaultValue = '' } = entry
      // Answers mask secrets, and the client id; what is left empty stays as it is.
      const kept = instance?.configuration?.[key] ?? defaultValue
      return [key, isSecret(entry) || kept === '********' ? '' : kept]
    }),
  )
}
