import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { PaperAirplaneIcon } from '@primer/octicons-react'
import { useState } from 'react'
import { useConfirm } from '../../parts/confirm.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import type { Instance } from '../instance/read-instance.ts'
import { Answer } from './answer.tsx'
import { BodyEditor } from './body-editor.tsx'
import type { ApiDocument, Operation } from './document.ts'
import { exampleOf } from './example.ts'
import { Models } from './models.tsx'
import { ParametersForm } from './parameters-form.tsx'
import { PathText } from './path-text.tsx'
import { addressOf, type Values } from './request.ts'
import { Snippets } from './snippets.tsx'
import { useCall } from './use-call.ts'
import classes from './page.module.css'

interface OperationViewProps {
  readonly instance: Instance
  readonly document: ApiDocument
  readonly operation: Operation
}

/** One operation: what it is, the form of its call, the call in code, and what was answered. */
export function OperationView({ instance, document, operation }: OperationViewProps) {
  const { method, path, summary, description, parameters, body: schema } = operation
  const form = useCallForm({ instance, document, operation })
  const { values, body, setBody, call, errors, address, send } = form
  const isWrite = method !== 'GET'
  return (
    <Stack gap="md">
      <Card component="section" aria-labelledby="operation">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void send(values)
          }}
        >
          <Stack gap="md">
            <div>
              <Group gap="xs">
                <Badge color={isWrite ? 'yellow' : 'brand'}>{method}</Badge>
                <Title order={2} id="operation" className={`hw-mono ${classes['address'] ?? ''}`}>
                  <PathText path={path} />
                </Title>
              </Group>
              <Text mt={6}>{summary}</Text>
              {description === '' || description === summary ? null : (
                <Text c="dimmed" size="sm" mt={4}>
                  {description}
                </Text>
              )}
            </div>
            <ParametersForm
              parameters={parameters}
              values={values}
              errors={errors}
              onChange={form.setValue}
            />
            {schema === undefined ? null : (
              <BodyEditor
                document={document}
                schema={schema}
                text={body}
                error={errors['body']}
                onChange={setBody}
              />
            )}
            <Group justify="space-between">
              <Text size="sm" c="dimmed" visibleFrom="xs">
                {isWrite ? 'Changes real data, after one more question.' : 'Changes nothing.'}
              </Text>
              <Button
                type="submit"
                {...(method === 'DELETE' ? { color: 'red' } : {})}
                leftSection={<PaperAirplaneIcon size={14} />}
                loading={call.isPending}
              >
                {isWrite ? `Send ${method} …` : 'Send'}
              </Button>
            </Group>
          </Stack>
        </form>
      </Card>
      {call.isError ? <ErrorState error={call.error} title="There was no answer" /> : null}
      {call.data === undefined ? null : (
        <Answer
          // A new answer is shown from its beginning.
          key={call.submittedAt}
          instance={instance}
          operation={operation}
          exchange={call.data}
          isLoading={call.isPending}
          isOlder={Object.keys(errors).length > 0}
          onNextPage={(nextPage) => {
            form.setValue('nextPage', nextPage)
            void send({ ...values, nextPage })
          }}
        />
      )}
      <Snippets
        method={method}
        path={address.path}
        instanceId={instance.id}
        body={schema === undefined ? undefined : body}
      />
      <Models document={document} operation={operation} />
    </Stack>
  )
}

/** What is typed, and the deed of sending it. */
function useCallForm({ instance, document, operation }: OperationViewProps) {
  const { method, body: schema } = operation
  const [values, setValues] = useState<Values>({})
  const [body, setBody] = useState(() =>
    schema === undefined ? '' : JSON.stringify(exampleOf(document, schema), undefined, 2),
  )
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const confirm = useConfirm()
  const call = useCall(instance)
  const hub = instance.element.hub ?? '_'

  async function send(wanted: Values) {
    const { path, missing } = addressOf(hub, operation, wanted)
    const found = {
      ...Object.fromEntries(missing.map((name) => [name, `${name} is needed`])),
      ...(schema === undefined ? {} : bodyError(body)),
    }
    setErrors(found)
    const [first] = Object.keys(found)
    if (first !== undefined) {
      window.document.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
      return
    }
    if (method !== 'GET') {
      const isSure = await confirm({
        title: `${method} to ${instance.name}?`,
        body: `This is a real call: it changes data of the account at ${instance.element.name}.`,
        action: `Send ${method}`,
      })
      if (!isSure) return
    }
    call.mutate({
      method,
      path,
      values: wanted,
      body: schema === undefined ? undefined : (JSON.parse(body) as unknown),
    })
  }

  return {
    values,
    setValue: (name: string, value: string) => setValues((old) => ({ ...old, [name]: value })),
    body,
    setBody,
    errors,
    address: addressOf(hub, operation, values),
    call,
    send,
  }
}

function bodyError(text: string): Readonly<Record<string, string>> {
  try {
    JSON.parse(text)
    return {}
  } catch (error) {
    return { body: `This is no JSON: ${(error as Error).message}` }
  }
}
