import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { useConfirm } from '../../parts/confirm.tsx'
import { SecretField } from '../../parts/secret-field.tsx'
import { Time } from '../../parts/time.tsx'
import { toast } from '../../parts/toast.tsx'
import { callbacksKey, type Callback } from '../callbacks/callbacks.ts'

/** What signs the requests to it. */
export function Secrets({ callback }: { readonly callback: Callback }) {
  const { id: subscriptionId, config, previousSecretUntil } = callback
  const queries = useQueryClient()
  const confirm = useConfirm()
  const read = async () =>
    (await api.getNotificationsSubscriptionsBySubscriptionIdSecret({ subscriptionId })).data
  const rotate = useMutation({
    mutationFn: () => api.postNotificationsSubscriptionsBySubscriptionIdSecret({ subscriptionId }),
    onSuccess: () => toast.success('There is a new secret; the one before signs too for 24 hours'),
    onError: (error) => toast.failure(error),
    onSettled: () => queries.invalidateQueries({ queryKey: [callbacksKey] }),
  })
  async function ask() {
    const isSure = await confirm({
      title: 'Replace the signing secret?',
      body: 'For 24 hours every request carries two signatures, one by the new secret and one by that of now. Give your app the new one within that time. A secret that was replaced before stops signing at once.',
      action: 'Replace secret',
    })
    if (isSure) rotate.mutate()
  }
  return (
    <Card component="section" aria-labelledby="secrets">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={2} id="secrets">
              Secrets
            </Title>
            <Text size="sm" c="dimmed">
              Reading one goes into the audit log.
            </Text>
          </div>
          <Button variant="default" size="xs" loading={rotate.isPending} onClick={() => void ask()}>
            Replace …
          </Button>
        </Group>
        <SecretField
          // After a rotation it is read anew.
          key={previousSecretUntil ?? ''}
          label="Signing secret"
          description="Of Standard Webhooks: it makes the header webhook-signature of every request."
          value={async () => (await read()).secret}
        />
        {previousSecretUntil === undefined ? null : (
          <div>
            <SecretField
              key={previousSecretUntil}
              label="Secret before"
              value={async () => (await read()).previousSecret ?? ''}
            />
            <Text size="sm" c="dimmed">
              Signs too until <Time at={previousSecretUntil} isExact />.
            </Text>
          </div>
        )}
        <Text size="sm">
          <strong>Elements-Webhook-Signature:</strong>{' '}
          {config['signatureKey'] === undefined
            ? 'no key is set, so the older header is not sent.'
            : 'a key is set, so the older header is sent, too.'}
        </Text>
      </Stack>
    </Card>
  )
}
