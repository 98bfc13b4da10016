import { Badge, Button, Card, Group, Stack, Tabs, Text, Title } from '@mantine/core'
import { ArrowRightIcon } from '@primer/octicons-react'
import { useEffect, useRef } from 'react'
import { basePath } from '../../api/api.ts'
import { problemIn } from '../../api/problem.ts'
import { CodeBlock } from '../../parts/code-block.tsx'
import { ProblemAlert } from '../../parts/error-state.tsx'
import { JsonView } from '../../parts/json-view.tsx'
import { TabList } from '../../parts/tab-list.tsx'
import type { Instance } from '../instance/read-instance.ts'
import type { Operation } from './document.ts'
import type { Exchange } from './use-call.ts'
import { VendorAnswer } from './vendor-answer.tsx'
import classes from './page.module.css'

interface AnswerProps {
  readonly instance: Instance
  readonly operation: Operation
  readonly exchange: Exchange
  readonly isLoading: boolean
  /** What the form has now could not be sent: the answer is of what it had before. */
  readonly isOlder: boolean
  onNextPage(nextPage: string): void
}

/** What was asked and what came back: ours, and the vendor's beside it. */
export function Answer(props: AnswerProps) {
  const { instance, operation, exchange, isLoading, isOlder, onNextPage } = props
  const { call, answer } = exchange
  const { status, data, headers, durationMs } = answer
  const nextPage = headers.get('elements-next-page-token')
  const section = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // In braces: new browsers answer with a promise, which an effect must not give back.
    section.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <Card component="section" aria-labelledby="answer" ref={section}>
      <Stack gap="md">
        <Group justify="space-between">
          <Group gap="xs" role="status">
            <Title order={2} id="answer">
              {isOlder ? 'Last answer' : 'Answer'}
            </Title>
            <Badge color={status < 400 ? 'green' : 'red'}>{status}</Badge>
            <Text size="sm" c="dimmed">
              {Math.round(durationMs)} ms{recordsIn(data)}
            </Text>
          </Group>
          {nextPage === null ? null : (
            <Button
              size="xs"
              variant="default"
              rightSection={<ArrowRightIcon size={14} />}
              loading={isLoading}
              onClick={() => onNextPage(nextPage)}
            >
              Next page
            </Button>
          )}
        </Group>
        <code className={`hw-mono ${classes['address'] ?? ''}`}>
          {call.method} {basePath}
          {call.path}
        </code>
        <TellingHeaders headers={headers} idempotencyKey={exchange.idempotencyKey} />
        {status < 400 ? null : <ProblemAlert problem={problemIn(data, status)} />}
        <Tabs defaultValue="ours" keepMounted={false}>
          <TabList mb="sm">
            <Tabs.Tab value="ours">Body</Tabs.Tab>
            <Tabs.Tab value="vendor">Vendor's own answer</Tabs.Tab>
          </TabList>
          <Tabs.Panel value="ours">
            <ShownData data={data} />
          </Tabs.Panel>
          <Tabs.Panel value="vendor">
            <VendorAnswer instance={instance} operation={operation} exchange={exchange} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </Card>
  )
}

export function ShownData({ data }: { readonly data: unknown }) {
  if (data === undefined) return <Text c="dimmed">The body is empty.</Text>
  if (typeof data === 'string') return <CodeBlock what="answer" code={data} maxHeight={520} />
  return <JsonView label="answer" value={data} />
}

function recordsIn(data: unknown): string {
  if (!Array.isArray(data)) return ''
  return `, ${data.length.toLocaleString('en')} ${data.length === 1 ? 'record' : 'records'}`
}

/** Headers that say something of the answer, in the order of their use. */
const telling = [
  'elements-request-id',
  'elements-returned-count',
  'elements-total-count',
  'elements-next-page-token',
  'elements-error',
  'elements-cache',
  'idempotent-replayed',
  'retry-after',
] as const

function TellingHeaders({
  headers,
  idempotencyKey,
}: {
  readonly headers: Headers
  readonly idempotencyKey: string | undefined
}) {
  const shown = [
    ...telling.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[wordOf(name), value] as const]
    }),
    ...(idempotencyKey === undefined ? [] : [['Idempotency-Key (sent)', idempotencyKey] as const]),
  ]
  return (
    <dl className={classes['headers']}>
      {shown.map(([name, value]) => (
        <Row key={name} name={name} value={value} />
      ))}
    </dl>
  )
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="hw-mono">{value}</dd>
    </>
  )
}

/** `elements-request-id` as it is written: `Elements-Request-Id`. */
function wordOf(name: string): string {
  return name.replaceAll(
    /(^|-)(\w)/g,
    (_whole, dash: string, letter: string) => `${dash}${letter.toUpperCase()}`,
  )
}
