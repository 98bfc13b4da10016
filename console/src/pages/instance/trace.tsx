/** One traced call: what we were asked, what we said to the vendor and heard, what we answered. */
import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { ArrowLeftIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { Time } from '../../parts/time.tsx'
import { Message } from './message.tsx'

export type Trace = Awaited<ReturnType<typeof api.getInstancesByIdTracesByRequestId>>['data']

interface ShownTraceProps {
  readonly instanceId: number
  readonly requestId: string
  onBack(): void
}

export function ShownTrace({ instanceId, requestId, onBack }: ShownTraceProps) {
  const trace = useQuery({
    queryKey: ['instance', instanceId, 'trace', requestId],
    queryFn: async () =>
      (await api.getInstancesByIdTracesByRequestId({ id: instanceId, requestId })).data,
    // It does not change, and each reading is in the audit log.
    staleTime: Infinity,
  })
  return (
    <Stack gap="md">
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<ArrowLeftIcon size={14} />}
          onClick={onBack}
        >
          All traces
        </Button>
      </Group>
      {trace.isPending ? <LinesSkeleton lines={6} height={60} /> : null}
      {trace.isError ? (
        <ErrorState error={trace.error} title="The trace could not be read" />
      ) : null}
      {trace.data === undefined ? null : <Whole trace={trace.data} />}
    </Stack>
  )
}

function Whole({ trace }: { readonly trace: Trace }) {
  return (
    <>
      <Group gap="sm">
        <Title order={2}>Request {trace.requestId}</Title>
        <Time at={trace.date} isExact />
      </Group>
      <Card>
        <Message
          title="Asked of us"
          method={trace.request.method}
          url={trace.request.url}
          message={trace.request}
        />
      </Card>
      <Exchanges trace={trace} />
      <Card>
        <Message title="Answered by us" status={trace.response.status} message={trace.response} />
      </Card>
    </>
  )
}

/** What was said to the vendor and heard, in order. */
export function Exchanges({ trace }: { readonly trace: Trace }) {
  const { exchanges, vendorCalls } = trace
  if (exchanges.length === 0) {
    return (
      <Text c="dimmed">
        The vendor was not asked: the answer was remembered, or refused before.
      </Text>
    )
  }
  return (
    <>
      {exchanges.map(({ date, durationMs, request, response, failure }, index) => (
        <Card key={date + String(index)}>
          <Stack gap="md">
            <Message
              title={`To the vendor, ${index + 1} of ${vendorCalls}`}
              method={request.method}
              url={request.url}
              message={request}
            />
            {response === undefined ? null : (
              <Message
                title={`Its answer, after ${Math.round(durationMs)} ms`}
                status={response.status}
                message={response}
              />
            )}
            {failure === undefined ? null : (
              <Group gap="xs">
                <Badge color="red">{failure.kind}</Badge>
                <Text>No answer: {failure.message}</Text>
              </Group>
            )}
          </Stack>
        </Card>
      ))}
    </>
  )
}
