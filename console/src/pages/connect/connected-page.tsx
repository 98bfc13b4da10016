import { Card, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useInstanceToken } from '../../api/instance-token.ts'
import { useSearch } from '@tanstack/react-router'
import { ErrorState } from '../../parts/error-state.tsx'
import { InstanceStateBadge } from '../../parts/instance-state.tsx'
import { LinkButton, TextLink } from '../../parts/link.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { SecretField } from '../../parts/secret-field.tsx'
import { useAddressPart } from '../../router.tsx'
import { NotFoundPage } from '../odd-pages.tsx'
import { Picture } from '../connectors/picture.tsx'
import classes from './connect.module.css'
import { FormSkeleton } from './frame.tsx'
import { instanceQuery } from './instance-query.ts'

/** What can be done with an instance that was just connected; `again=true`: authenticated again. */
export function Page() {
  const id = Number(useAddressPart('id'))
  const { again }: { again?: unknown } = useSearch({ strict: false })
  const isAgain = again === 'true'
  const isId = Number.isSafeInteger(id) && id > 0
  const readToken = useInstanceToken(id)
  const instance = useQuery({ ...instanceQuery(id), enabled: isId })
  if (!isId) return <NotFoundPage />
  if (instance.isPending) return <FormSkeleton />
  if (instance.isLoadingError) {
    return (
      <ErrorState
        error={instance.error}
        title="The instance could not be read"
        onRetry={() => void instance.refetch()}
      />
    )
  }
  const { name, element } = instance.data
  return (
    <Stack gap="lg">
      <Group wrap="nowrap" align="flex-start" gap="md">
        <Picture connectorKey={element.key} size={48} />
        <Stack gap={6} flex={1} miw={0}>
          <PageHeader
            title={isAgain ? `${name} works again` : `${name} is connected`}
            description={`Instance ${id} of ${element.name}. ${isAgain ? 'The vendor took the new credentials; id and token are the same as before.' : 'The vendor took the credentials.'}`}
          />
          <Group gap={6}>
            <InstanceStateBadge instance={instance.data} />
          </Group>
        </Stack>
      </Group>
      <div className={classes['next']}>
        <Card component="section" aria-labelledby="next-request">
          <Stack gap="sm" align="flex-start">
            <Title order={2} id="next-request">
              Make a request
            </Title>
            <Text c="dimmed" size="sm">
              Try the API of the instance here, with its own data.
            </Text>
            <LinkButton to={`/instances/${id}/api`}>Open the API page</LinkButton>
          </Stack>
        </Card>
        <Card component="section" aria-labelledby="next-token">
          <Title order={2} id="next-token" mb="sm">
            Copy the token
          </Title>
          <SecretField
            label="Instance token"
            description="Your programs name the instance by it, beside their own secrets."
            value={readToken}
          />
        </Card>
        <Card component="section" aria-labelledby="next-view">
          <Stack gap="sm" align="flex-start">
            <Title order={2} id="next-view">
              View the instance
            </Title>
            <Text c="dimmed" size="sm">
              Its settings and tags, and how its calls go.
            </Text>
            <LinkButton to={`/instances/${id}`} variant="default">
              Open the instance
            </LinkButton>
            <TextLink to={`/connectors/${element.key}/connect`} size="sm">
              Connect another
            </TextLink>
          </Stack>
        </Card>
      </div>
    </Stack>
  )
}
