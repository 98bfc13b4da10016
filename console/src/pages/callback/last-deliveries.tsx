import { Card, Group, Stack, Title } from '@mantine/core'
import { PaperAirplaneIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api/api.ts'
import { CellText } from '../../parts/cell-text.tsx'
import { DataTable, type Column } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { TextLink } from '../../parts/link.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { Time } from '../../parts/time.tsx'
import { toldColumns } from '../deliveries/columns.tsx'
import { deliveriesKey, type Delivery } from '../deliveries/deliveries.ts'
import { failureText } from '../deliveries/words.ts'

const shownCount = 5
const usualMs = 10_000
/** While one is on its way. */
const quickMs = 1500

/** What was sent last, and how the last try ended. */
export function LastDeliveries({ callbackId }: { readonly callbackId: number }) {
  const navigate = useNavigate()
  const deliveries = useQuery({
    queryKey: [deliveriesKey, 'last', callbackId],
    queryFn: async () =>
      (
        await api.getNotificationsSubscriptionsDeliveries({
          where: `subscriptionId = ${callbackId}`,
          hydrate: true,
          pageSize: shownCount,
        })
      ).data,
    refetchInterval: ({ state }) =>
      state.data?.some(({ status, tries }) => status === 'created' && tries === 0) === true
        ? quickMs
        : usualMs,
  })
  return (
    <Stack component="section" gap="sm" aria-labelledby="last-deliveries">
      <Group justify="space-between">
        <Title order={2} id="last-deliveries">
          Last deliveries
        </Title>
        <TextLink to="/deliveries" search={{ callback: String(callbackId) }} size="sm">
          All its deliveries
        </TextLink>
      </Group>
      {deliveries.isPending ? (
        <Card mih={150}>
          <LinesSkeleton lines={3} height={24} gap={18} />
        </Card>
      ) : null}
      {deliveries.isLoadingError ? (
        <ErrorState
          error={deliveries.error}
          title="The deliveries could not be read"
          onRetry={() => void deliveries.refetch()}
        />
      ) : null}
      {deliveries.data === undefined ? null : (
        <DataTable
          label="Last deliveries"
          rows={deliveries.data}
          columns={columns}
          rowKey={({ notificationId }) => notificationId}
          onOpen={({ notificationId }) => void navigate({ to: `/notifications/${notificationId}` })}
          empty={
            <EmptyState icon={<PaperAirplaneIcon size={28} />} title="Nothing was sent yet">
              Send a test, or change something in a connected account.
            </EmptyState>
          }
        />
      )}
    </Stack>
  )
}

const columns: readonly Column<Delivery>[] = [
  ...toldColumns,
  {
    key: 'try',
    title: 'Last try',
    width: 'minmax(180px, 1.6fr)',
    render: (delivery) => <CellText text={lastTry(delivery)} look="dimmed" />,
  },
  {
    key: 'tries',
    title: 'Tries',
    width: '64px',
    align: 'end',
    isForDesks: true,
    render: ({ tries }) => tries,
  },
  {
    key: 'time',
    title: 'Created',
    width: '130px',
    render: ({ createdDate }) => <Time at={createdDate} />,
  },
]

function lastTry({ status, tries, lastStatus, lastFailure }: Delivery): string {
  if (tries === 0) return 'Not tried yet'
  if (lastFailure !== undefined) return failureText(lastFailure, lastStatus)
  if (status !== 'delivered') return ''
  return lastStatus === undefined ? 'It was taken' : `It was taken (status ${lastStatus})`
}
