import { Card, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useInstanceToken } from '../../api/instance-token.ts'
import { SecretField } from '../../parts/secret-field.tsx'
import { Time } from '../../parts/time.tsx'
import { useMay } from '../../session/session.ts'
import { useAccountNames } from '../instances/account-names.ts'
import { DetailsForm } from './details-form.tsx'
import { Ends } from './ends.tsx'
import classes from './overview.module.css'
import type { Instance } from './read-instance.ts'

export function Overview({ instance }: { readonly instance: Instance }) {
  const may = useMay()
  const mayChange = may('createElementInstances')
  const readToken = useInstanceToken(instance.id)
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Card component="section" aria-labelledby="facts">
          <Title order={2} id="facts" mb="md">
            Facts
          </Title>
          <Facts instance={instance} />
        </Card>
        <Stack gap="md">
          <Card component="section" aria-label="Name and tags">
            <DetailsForm
              key={`${instance.name}\n${instance.tags.join('\n')}`}
              instance={instance}
              mayChange={mayChange}
            />
          </Card>
          <Card component="section" aria-label="Token">
            <SecretField
              label="Instance token"
              description="Names this instance in calls of its API, beside a user's secret."
              value={readToken}
            />
          </Card>
        </Stack>
      </SimpleGrid>
      {mayChange ? <Ends instance={instance} /> : null}
    </Stack>
  )
}

function Facts({ instance }: { readonly instance: Instance }) {
  const { element, user, accountId, createdDate, updatedDate, id } = instance
  const person = `${user.firstName} ${user.lastName}`.trim()
  const account = useAccountNames()?.get(accountId) ?? String(accountId)
  return (
    <dl className={classes['facts']}>
      <Fact name="Connector">{element.name}</Fact>
      <Fact name="Hub">{element.hub ?? 'none'}</Fact>
      <Fact name="Instance ID">{id}</Fact>
      <Fact name="Authenticated by">{element.typeOauth ? 'OAuth 2.0' : 'keys'}</Fact>
      <Fact name="Created">
        <Time at={createdDate} isExact />
      </Fact>
      <Fact name="Changed">
        <Time at={updatedDate} isExact />
      </Fact>
      <Fact name="Account">{account}</Fact>
      <Fact name="Created by">
        {person === '' ? user.emailAddress : `${person} (${user.emailAddress})`}
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text component="dt" c="dimmed" size="sm">
        {name}
      </Text>
      <dd>{children}</dd>
    </div>
  )
}
