import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/api.ts'
import { ErrorState } from '../../../parts/error-state.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { Time } from '../../../parts/time.tsx'
import { toast } from '../../../parts/toast.tsx'

export const sessionsKey = ['own-sessions']

/** Where the person is signed in. */
export function Sessions() {
  const queries = useQueryClient()
  const sessions = useQuery({
    queryKey: sessionsKey,
    queryFn: async () => (await api.getAuthenticationSessions()).data,
  })
  const endOthers = useMutation({
    mutationFn: () => api.deleteAuthenticationSessions(),
    onSuccess: () => toast.success('All other sessions have ended'),
    onError: (error) => toast.failure(error),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsKey }),
  })
  return (
    <Card component="section" aria-labelledby="own-sessions">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} id="own-sessions">
            Your sessions
          </Title>
          <Button
            variant="default"
            size="xs"
            disabled={(sessions.data?.length ?? 0) < 2}
            loading={endOthers.isPending}
            onClick={() => endOthers.mutate()}
          >
            Sign out everywhere else
          </Button>
        </Group>
        {sessions.isPending ? <LinesSkeleton lines={2} height={24} /> : null}
        {sessions.isError ? (
          <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
        ) : null}
        {sessions.data?.map(({ beganDate, expiresDate, current }) => (
          <Group key={beganDate} gap="xs">
            <Text size="sm">
              Signed in <Time at={beganDate} />, ends <Time at={expiresDate} isExact /> when it is
              not used
            </Text>
            {current ? <Badge color="green">This one</Badge> : null}
          </Group>
        ))}
      </Stack>
    </Card>
  )
}
