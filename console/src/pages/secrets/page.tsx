import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { InfoIcon } from '@primer/octicons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, basePath } from '../../api/api.ts'
import { CodeBlock } from '../../parts/code-block.tsx'
import { useConfirm } from '../../parts/confirm.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { SecretField } from '../../parts/secret-field.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { toast } from '../../parts/toast.tsx'
import { useMay, useSessionUser } from '../../session/session.ts'

const secretsKey = ['secrets']

export function Page() {
  const secrets = useQuery({
    queryKey: secretsKey,
    queryFn: async () => (await api.getAuthenticationSecrets()).data,
    // Each reading is in the audit log: once for a visit is enough, and nothing is kept for the next.
    staleTime: Infinity,
    gcTime: 0,
  })
  return (
    <Stack gap="lg">
      <PageHeader
        title="Secrets"
        description="What your programs call the API with. Each look at them is noted in the audit log."
      />
      <Card>
        {secrets.isPending ? <LinesSkeleton lines={2} height={86} gap={24} /> : null}
        {secrets.isError ? (
          <ErrorState
            error={secrets.error}
            title="The secrets could not be read"
            onRetry={() => void secrets.refetch()}
          />
        ) : null}
        {secrets.data === undefined ? null : <Secrets {...secrets.data} />}
      </Card>
    </Stack>
  )
}

interface SecretsProps {
  readonly userSecret: string
  readonly organizationSecret: string
}

function Secrets({ userSecret, organizationSecret }: SecretsProps) {
  const may = useMay()
  const header = (user: string, organization: string) =>
    `curl -H 'Authorization: User ${user}, Organization ${organization}' \\\n  '${location.origin}${basePath}/instances'`
  return (
    <Stack gap="lg">
      <SecretField
        label="User secret"
        description="Yours. What is called with it is done in your name, with your roles."
        value={userSecret}
      />
      <SecretField
        label="Organization secret"
        description="The same for all people and programs of your organization."
        value={organizationSecret}
      />
      {may('modifySecurity') ? <ResetSecret /> : null}
      <div>
        <Title order={2} mb="xs">
          Use them
        </Title>
        <CodeBlock
          what="curl command"
          code={header('<user secret>', '<organization secret>')}
          copied={header(userSecret, organizationSecret)}
        />
        <Text size="sm" c="dimmed" mt="xs">
          The button copies the command with your secrets in it.
        </Text>
      </div>
    </Stack>
  )
}

function ResetSecret() {
  const confirm = useConfirm()
  const queries = useQueryClient()
  const { organizationName } = useSessionUser()
  const reset = useMutation({
    mutationFn: () => api.postOrganizationsMeSecret(),
    onSuccess: ({ data }) => {
      queries.setQueryData<SecretsProps>(
        secretsKey,
        (known) => known && { ...known, organizationSecret: data.secret },
      )
      toast.success('The organization has a new secret')
    },
    onError: (error) => toast.failure(error),
  })
  async function ask() {
    const isSure = await confirm({
      title: 'Replace the organization secret?',
      body: (
        <Stack gap="sm">
          <Text>
            Every program of {organizationName} that sends the present secret is refused from that
            moment on, until it is given the new one.
          </Text>
          <Alert color="yellow" icon={<InfoIcon size={16} />}>
            Calls with a user secret and an instance token alone go on, and so do sessions of
            people.
          </Alert>
        </Stack>
      ),
      action: 'Replace the secret',
      typed: organizationName,
    })
    if (isSure) reset.mutate()
  }
  return (
    <Group gap="sm">
      <Button variant="default" size="xs" loading={reset.isPending} onClick={() => void ask()}>
        Replace the organization secret …
      </Button>
    </Group>
  )
}
