/** How the calls of an instance went in the last day. Rows in sight ask together, so that a long list costs little. */
import { Badge, Group, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { CheckCircleFillIcon, DotFillIcon, XCircleFillIcon } from '@primer/octicons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { useMay } from '../../session/session.ts'
import { callsText } from './calls-text.ts'

export type Health = Awaited<
  ReturnType<typeof api.getUsageAnalyticsHealthElementInstances>
>['data'][number]

/** How long a row waits for others. */
const gatherMs = 30
const mostIds = 200

interface Waiting {
  readonly id: number
  resolve(health: Health | null): void
  reject(error: unknown): void
}
let waiting: Waiting[] = []

function askTogether(id: number): Promise<Health | null> {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setTimeout(askForAll, gatherMs)
    waiting.push({ id, resolve, reject })
  })
}

function askForAll(): void {
  const all = waiting
  waiting = []
  for (let at = 0; at < all.length; at += mostIds) void ask(all.slice(at, at + mostIds))
}

async function ask(those: readonly Waiting[]): Promise<void> {
  try {
    const { data } = await api.getUsageAnalyticsHealthElementInstances({
      'instanceIds[]': those.map(({ id }) => id),
    })
    const byId = new Map(data.map((health) => [health.instanceId, health]))
    for (const { id, resolve } of those) resolve(byId.get(id) ?? null)
  } catch (error) {
    for (const { reject } of those) reject(error)
  }
}

/** `null` = no call in the last day. */
export function healthQuery(id: number) {
  return queryOptions({
    queryKey: ['instance-health', id],
    queryFn: () => askTogether(id),
    staleTime: 30_000,
  })
}

/** Records of calls are for those whose roles open the logs. */
export function useMaySeeCalls(): boolean {
  const may = useMay()
  return may('viewLogsOrg') || may('viewLogsAccount')
}

export function HealthCell({ id }: { readonly id: number }) {
  const { data, isError } = useQuery(healthQuery(id))
  if (isError) return <Text c="dimmed">Unknown</Text>
  if (data === undefined) return null
  if (data === null) {
    return (
      <Text c="dimmed" size="sm">
        No calls
      </Text>
    )
  }
  const { lastStatus, failed, count, lastCallDate } = data
  const isGood = lastStatus < 400
  const sign = isGood ? (
    <CheckCircleFillIcon
      size={14}
      fill="var(--mantine-color-green-5)"
      aria-label="Last call went well,"
    />
  ) : (
    <XCircleFillIcon size={14} fill="var(--mantine-color-red-5)" aria-label="Last call failed," />
  )
  return (
    <Tooltip
      label={`${failed} of ${count} calls of the last day failed. The last one, ${new Date(lastCallDate).toLocaleTimeString()}, was answered with ${lastStatus}.`}
      multiline
      w={260}
    >
      <Group gap={6} wrap="nowrap" component="span">
        {failed > 0 && isGood ? (
          <DotFillIcon
            size={14}
            fill="var(--mantine-color-yellow-5)"
            aria-label="Last call went well,"
          />
        ) : (
          sign
        )}
        <Text span size="sm" truncate>
          {callsText(count, failed)}
        </Text>
        {isGood ? null : (
          <Badge size="xs" color="red" component="span">
            <VisuallyHidden component="span">, last answer </VisuallyHidden>
            {lastStatus}
          </Badge>
        )}
      </Group>
    </Tooltip>
  )
}
