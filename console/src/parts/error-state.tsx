import { Alert, Anchor, Button, Code, Group, Stack, Text } from '@mantine/core'
import { AlertIcon } from '@primer/octicons-react'
import { problemOf, type Problem } from '../api/problem.ts'
import { CopyButton } from './copy-button.tsx'

interface ErrorStateProps {
  readonly error: unknown
  /** What could not be done, such as "The instances could not be read". */
  readonly title?: string
  readonly onRetry?: (() => void) | undefined
}

/** Says what failed, where it is explained, and the id under which the operator finds it. */
export function ErrorState({ error, title, onRetry }: ErrorStateProps) {
  return <ProblemAlert problem={problemOf(error)} title={title} onRetry={onRetry} />
}

interface ProblemAlertProps {
  readonly problem: Problem
  readonly title?: string | undefined
  readonly onRetry?: (() => void) | undefined
}

export function ProblemAlert({ problem, title, onRetry }: ProblemAlertProps) {
  const { message, code, docs, requestId, providerMessage, details } = problem
  return (
    <Alert
      color="red"
      variant="light"
      icon={<AlertIcon size={16} />}
      title={title ?? message}
      role="alert"
    >
      <Stack gap="xs">
        {title === undefined ? null : <Text size="sm">{message}</Text>}
        {providerMessage === undefined ? null : (
          <Text size="sm">
            The vendor says: <q>{providerMessage}</q>
          </Text>
        )}
        {details.map(({ path, message: detail }) => (
          <Text size="sm" key={path + detail}>
            <Code>{path}</Code> {detail}
          </Text>
        ))}
        <Group gap="sm">
          {onRetry === undefined ? null : (
            <Button size="xs" variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          {code === undefined ? null : (
            <Anchor href={docs} target="_blank" size="sm" c="inherit">
              What <code>{code}</code> means
            </Anchor>
          )}
          {requestId === undefined ? null : (
            <Group gap={4}>
              <Text size="xs">
                Request <span className="hw-mono">{requestId}</span>
              </Text>
              <CopyButton text={requestId} what="request id" />
            </Group>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}
