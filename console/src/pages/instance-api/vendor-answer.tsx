/**
 * The vendor's side of a call. While calls are traced it is what was said in this very call; else a read is asked anew
 * through the pass-through, and a write is not repeated for the sake of looking.
 */
import { Badge, Button, Code, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, callInstance } from '../../api/api.ts'
import { useInstanceToken } from '../../api/instance-token.ts'
import { ErrorState } from '../../parts/error-state.tsx'
import { TextLink } from '../../parts/link.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import type { Instance } from '../instance/read-instance.ts'
import { Exchanges } from '../instance/trace.tsx'
import { ShownData } from './answer.tsx'
import type { Operation } from './document.ts'
import { vendorPathOf } from './request.ts'
import type { Exchange } from './use-call.ts'

interface VendorAnswerProps {
  readonly instance: Instance
  readonly operation: Operation
  readonly exchange: Exchange
}

export function VendorAnswer(props: VendorAnswerProps) {
  const { instance, operation, exchange } = props
  const requestId = exchange.answer.headers.get('elements-request-id')
  if (instance.traceLoggingEnabled && requestId !== null) {
    return <FromTrace instanceId={instance.id} requestId={requestId} />
  }
  if (operation.method === 'GET') return <FromPassThrough {...props} />
  return (
    <Text c="dimmed">
      A write is not sent twice to look at it. <ToTraces id={instance.id} /> before the next one,
      and what was said to the vendor is shown here.
    </Text>
  )
}

function ToTraces({ id }: { readonly id: number }) {
  return (
    <TextLink to={`/instances/${id}`} search={{ tab: 'traces' }} underline="always">
      Trace calls
    </TextLink>
  )
}

function FromTrace({
  instanceId,
  requestId,
}: {
  readonly instanceId: number
  readonly requestId: string
}) {
  const trace = useQuery({
    queryKey: ['instance', instanceId, 'trace', requestId],
    queryFn: async () =>
      (await api.getInstancesByIdTracesByRequestId({ id: instanceId, requestId })).data,
    staleTime: Infinity,
  })
  if (trace.isPending) return <LinesSkeleton lines={4} height={40} />
  if (trace.isLoadingError) {
    return (
      <ErrorState
        error={trace.error}
        title="The trace of this call could not be read"
        onRetry={() => void trace.refetch()}
      />
    )
  }
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        From the trace of this very call, secrets masked.
      </Text>
      <Exchanges trace={trace.data} />
    </Stack>
  )
}

type Resource = Awaited<ReturnType<typeof api.getElementsByKeyOrIdResources>>['data'][number]

/** The resource behind the operation, for the way in which the instance is authenticated. */
function resourceOf(
  resources: readonly Resource[],
  { method, path }: Operation,
  authenticationType: string | undefined,
): Resource | undefined {
  const fitting = resources.filter(
    (one) =>
      one.method === method &&
      one.path.replace(/^\/hubs\/[^/]+/, '') === path &&
      (one.type === undefined || one.type === 'api'),
  )
  const mine = fitting.find(({ hubwright }) =>
    hubwright?.authentication?.includes(authenticationType ?? ''),
  )
  return mine ?? fitting.find(({ hubwright }) => hubwright?.authentication === undefined)
}

function FromPassThrough({ instance, operation, exchange }: VendorAnswerProps) {
  const keyOrId = instance.element.key
  const resources = useQuery({
    queryKey: ['connector', keyOrId, 'resources'],
    queryFn: async () => (await api.getElementsByKeyOrIdResources({ keyOrId })).data,
    staleTime: 5 * 60_000,
  })
  if (resources.isPending) return <LinesSkeleton lines={3} height={36} />
  if (resources.isLoadingError) {
    return <ErrorState error={resources.error} title="The resources could not be read" />
  }
  const resource = resourceOf(
    resources.data,
    operation,
    instance.configuration?.['authentication.type'],
  )
  // Whole addresses lie outside of base.url, where the pass-through does not go.
  if (resource === undefined || !resource.vendorPath.startsWith('/')) {
    return (
      <Text c="dimmed">
        This operation is answered by Hubwright itself, or asks the vendor at an address that the
        pass-through does not reach. <ToTraces id={instance.id} /> to see what is said.
      </Text>
    )
  }
  return <AskVendor instance={instance} first={vendorPathOf(resource, exchange.call.values)} />
}

function AskVendor({ instance, first }: { readonly instance: Instance; readonly first: string }) {
  const [path, setPath] = useState(first)
  const readToken = useInstanceToken(instance.id)
  const ask = useMutation({
    mutationFn: async () =>
      callInstance(await readToken(), {
        path: `/hubs/${instance.element.hub ?? '_'}/proxy${path.startsWith('/') ? '' : '/'}${path}`,
      }),
  })
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        Asked anew, as the vendor has it, through the pass-through below <Code>base.url</Code>.
        Pages, <Code>where</Code> and <Code>fields</Code> are ours: add the vendor's own parameters
        by hand, or <ToTraces id={instance.id} /> to see exactly what your call became.
      </Text>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          label="Vendor's path and query"
          flex={1}
          spellCheck={false}
          autoComplete="off"
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
          Ask the vendor
        </Button>
      </Group>
      {ask.isError ? <ErrorState error={ask.error} /> : null}
      {ask.data === undefined ? null : (
        <>
          <Group gap="xs" role="status">
            <Badge color={ask.data.status < 400 ? 'green' : 'red'}>{ask.data.status}</Badge>
            <Text size="sm" c="dimmed">
              {Math.round(ask.data.durationMs)} ms
            </Text>
          </Group>
          <ShownData data={ask.data.data} />
        </>
      )}
    </Stack>
  )
}
