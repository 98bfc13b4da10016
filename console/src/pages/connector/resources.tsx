import { Badge, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { SearchIcon } from '@primer/octicons-react'
import { useDeferredValue, useState } from 'react'
import { EmptyState } from '../../parts/empty-state.tsx'
import type { ConnectorSetup } from '../connectors/connector.ts'
import { groupResources, pathOf, type Resource } from './resource-groups.ts'
import classes from './resources.module.css'

interface ResourcesProps {
  readonly resources: readonly Resource[]
  /** Names the authentication types; undefined until it is read. */
  readonly setup: ConnectorSetup | undefined
}

export function Resources({ resources, setup }: ResourcesProps) {
  const [text, setText] = useState('')
  const groups = groupResources(resources, useDeferredValue(text))
  const found = groups.reduce((sum, group) => sum + group.resources.length, 0)
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <TextInput
          aria-label="Search resources"
          placeholder="Search by method, path or words"
          leftSection={<SearchIcon size={16} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          flex="1 1 220px"
        />
        <Text size="sm" c="dimmed" role="status">
          {found} of {resources.length}
        </Text>
      </Group>
      {groups.length === 0 ? (
        <EmptyState title="No resource fits">Search for another path, method or word.</EmptyState>
      ) : null}
      {groups.map(({ name, resources: members }) => (
        <section key={name} aria-labelledby={`group-${name}`}>
          <Title order={2} id={`group-${name}`} mb="xs">
            {name}
          </Title>
          <ul className={classes['list']}>
            {members.map((resource) => (
              <Row
                key={`${resource.method} ${resource.path} ${resource.id}`}
                resource={resource}
                setup={setup}
              />
            ))}
          </ul>
        </section>
      ))}
    </Stack>
  )
}

interface RowProps {
  readonly resource: Resource
  readonly setup: ConnectorSetup | undefined
}

function Row({ resource, setup }: RowProps) {
  const { method, description, hubwright } = resource
  const types = hubwright?.authentication
  const labels = types?.map(
    (type) => setup?.authenticationTypes.find((one) => one.type === type)?.label ?? type,
  )
  return (
    <li className={classes['row']}>
      <span className={classes['method']} data-method={method}>
        {method}
      </span>
      <div className={classes['told']}>
        <code className={classes['path']}>{pathOf(resource)}</code>
        {description === undefined ? null : (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
      </div>
      {labels === undefined ? null : <Badge color="gray">{labels.join(', ')} only</Badge>}
    </li>
  )
}
