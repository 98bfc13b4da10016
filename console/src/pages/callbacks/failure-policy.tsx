import { Card, Radio, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { toast } from '../../parts/toast.tsx'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { useMay, useSessionUser } from '../../session/session.ts'
import { useAccounts } from '../../session/use-accounts.ts'

const settingKey = 'notification.webhook.failure.policy'

/** What becomes of a delivery that failed: a setting of the account. */
export function FailurePolicy() {
  const { accountId: own } = useSessionUser()
  const { accountId = own } = useAccountFilter()
  const queries = useQueryClient()
  const mayEdit = useMay()('editUsersOrg', 'editUsersAccount')
  const accounts = useAccounts()
  const queryKey = ['account-settings', accountId]
  const settings = useQuery({
    queryKey,
    queryFn: async () => (await api.getAccountsByAccountIdSettings({ accountId })).data,
  })
  const save = useMutation({
    mutationFn: async (policy: string) =>
      (
        await api.patchAccountsByAccountIdSettings({
          accountId,
          body: { [settingKey]: policy },
        })
      ).data,
    onSuccess(data) {
      queries.setQueryData(queryKey, data)
      toast.success('The setting was saved')
    },
    onError: (error) => toast.failure(error),
  })
  const name = accounts.find(({ id }) => id === accountId)?.name
  return (
    <Card component="section" aria-labelledby="failure-policy">
      <Stack gap="sm">
        <div>
          <Title order={2} id="failure-policy">
            When a delivery fails
          </Title>
          <Text size="sm" c="dimmed">
            {accounts.length > 1 && name !== undefined
              ? `Holds for all callbacks of the account ${name}.`
              : 'Holds for all callbacks of the account.'}
          </Text>
        </div>
        {settings.isPending ? <LinesSkeleton lines={2} height={42} /> : null}
        {settings.isError ? (
          <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
        ) : null}
        {settings.data === undefined ? null : (
          <Radio.Group
            aria-labelledby="failure-policy"
            value={(save.isPending ? save.variables : settings.data[settingKey]) ?? null}
            onChange={(policy: string) => save.mutate(policy)}
          >
            <Stack gap="sm">
              <Radio
                value="retry"
                disabled={!mayEdit}
                label="Try again, eleven times in about three days"
                description="Then the callback is given up, you are told by the topic operations, and what follows is kept."
              />
              <Radio
                value="queue"
                disabled={!mayEdit}
                label="Keep it at once"
                description="Nothing is tried again by itself: deliver what was kept when your app is ready, or pull it from the feed."
              />
            </Stack>
          </Radio.Group>
        )}
      </Stack>
    </Card>
  )
}
