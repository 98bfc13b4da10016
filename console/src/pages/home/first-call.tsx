import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { PlayIcon } from '@primer/octicons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { basePath, callInstance, type InstanceAnswer } from '../../api/api.ts'
import { useInstanceToken } from '../../api/instance-token.ts'
import { problemIn } from '../../api/problem.ts'
import { CodeBlock } from '../../parts/code-block.tsx'
import { ErrorState, ProblemAlert } from '../../parts/error-state.tsx'
import type { Instance } from './page.tsx'

/** Asks the connected store for its first products, with the instance's token, as a program would. */
export function FirstCall({ instance }: { readonly instance: Instance }) {
  const queries = useQueryClient()
  const readToken = useInstanceToken(instance.id)
  const path = pathFor(instance.element.hub)
  const call = useMutation({
    mutationFn: async () => callInstance(await readToken(), { path }),
    onSuccess: ({ status }) => {
      if (status === 200) queries.setQueryData(['has-calls'], true)
    },
  })
  return (
    <Stack gap="sm">
      <Group gap="sm" justify="space-between">
        <code className="hw-mono">GET {path}</code>
        <Button
          size="xs"
          leftSection={<PlayIcon size={14} />}
          loading={call.isPending}
          onClick={() => call.mutate()}
        >
          {call.data === undefined ? 'Make the call' : 'Call again'}
        </Button>
      </Group>
      {call.isError ? <ErrorState error={call.error} onRetry={() => call.mutate()} /> : null}
      {call.data === undefined ? null : <Outcome answer={call.data} />}
      <Text size="sm">
        In your own programs:{' '}
        <code>Authorization: User &lt;user secret&gt;, Element &lt;instance token&gt;</code>
      </Text>
    </Stack>
  )
}

/** What any store can be asked; every other hub at least answers whether the vendor is there. */
function pathFor(hub = 'ecommerce'): string {
  return hub === 'ecommerce' ? '/hubs/ecommerce/products?pageSize=3' : `/hubs/${hub}/ping`
}

function Outcome({ answer }: { readonly answer: InstanceAnswer }) {
  const { status, data, durationMs } = answer
  if (status !== 200) return <ProblemAlert problem={problemIn(data, status)} />
  const count = Array.isArray(data) ? `, ${data.length} records` : ''
  return (
    <Stack gap="xs" role="status">
      <Group gap="xs">
        <Badge color="green">{status} OK</Badge>
        <Text size="sm">
          {Math.round(durationMs)} ms{count} from <code>{basePath}</code>
        </Text>
      </Group>
      <CodeBlock what="answer" code={JSON.stringify(data, undefined, 2)} maxHeight={320} />
    </Stack>
  )
}
