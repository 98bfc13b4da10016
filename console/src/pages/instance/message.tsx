import { Badge, Code, Group, Stack, Text, Title } from '@mantine/core'
import { BodyView } from '../../parts/body-view.tsx'
import classes from './message.module.css'

interface ShownBody {
  readonly type?: string
  readonly bytes: number
  readonly text?: string
  readonly isCut?: boolean
}

interface MessageProps {
  readonly title: string
  /** Of a request. */
  readonly method?: string
  readonly url?: string
  /** Of an answer. */
  readonly status?: number
  readonly message: {
    readonly headers: Readonly<Record<string, string>>
    readonly body?: ShownBody
  }
}

/** A request or an answer of a trace: its first line, its headers, its body. */
export function Message({ title, method, url, status, message }: MessageProps) {
  const { headers, body } = message
  const names = Object.entries(headers)
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Title order={3}>{title}</Title>
        {status === undefined ? null : (
          <Badge color={status < 400 ? 'green' : 'red'}>{status}</Badge>
        )}
      </Group>
      {url === undefined ? null : (
        <Code block>
          {method} {url}
        </Code>
      )}
      {names.length === 0 ? null : (
        <details>
          <summary>{names.length === 1 ? 'One header' : `${names.length} headers`}</summary>
          {names.map(([name, value]) => (
            <Text key={name} size="xs" className={`hw-mono ${classes['header'] ?? ''}`}>
              <strong>{name}</strong>: {value}
            </Text>
          ))}
        </details>
      )}
      {body === undefined ? null : <Body title={title} body={body} />}
    </Stack>
  )
}

function Body({ title, body }: { readonly title: string; readonly body: ShownBody }) {
  const { text, type, bytes, isCut } = body
  if (text === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {bytes.toLocaleString('en')} bytes of {type ?? 'an unknown type'}
      </Text>
    )
  }
  return (
    <>
      <BodyView label={`Body: ${title}`} text={text} maxHeight={320} />
      {isCut === true ? (
        <Text size="xs" c="dimmed">
          The beginning of {bytes.toLocaleString('en')} bytes.
        </Text>
      ) : null}
    </>
  )
}
