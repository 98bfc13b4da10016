import { Stack, Table, Text, Title } from '@mantine/core'
import { CheckIcon, DashIcon } from '@primer/octicons-react'
import { EmptyState } from '../../parts/empty-state.tsx'
import type { ConnectorSetup } from '../connectors/connector.ts'
import type { Measured, MeasuredResource } from './abilities-query.ts'

interface AbilitiesProps {
  readonly abilities: Measured | undefined
  readonly setup: ConnectorSetup | undefined
}

/** What the conformance tests of the connector saw it do, for each way to authenticate. */
export function Abilities({ abilities, setup }: AbilitiesProps) {
  if (abilities === undefined) {
    return (
      <EmptyState title="Nothing was measured">
        The tests of this connector have not written down what it can do.
      </EmptyState>
    )
  }
  return (
    <Stack gap="lg">
      <Text c="dimmed" maw={680}>
        Seen in tests against the simulated vendor, not read from what the definition promises.
      </Text>
      {Object.entries(abilities.authentications ?? {}).map(([type, { resources = {} }]) => {
        const label = setup?.authenticationTypes.find((one) => one.type === type)?.label ?? type
        return (
          <section key={type} aria-labelledby={`measured-${type}`}>
            <Title order={2} id={`measured-${type}`} mb="xs">
              {label}
            </Title>
            <Measurements label={label} resources={resources} />
          </section>
        )
      })}
    </Stack>
  )
}

const verbs = ['list', 'read', 'create', 'update', 'replace', 'delete'] as const

function Measurements({
  label,
  resources,
}: {
  readonly label: string
  readonly resources: Readonly<Record<string, MeasuredResource>>
}) {
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table aria-label={`Measured with ${label}`} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Resource</Table.Th>
            {verbs.map((verb) => (
              <Table.Th key={verb}>{verb.charAt(0).toUpperCase() + verb.slice(1)}</Table.Th>
            ))}
            <Table.Th>Page</Table.Th>
            <Table.Th>Filters</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Object.entries(resources).map(([path, measured]) => (
            <Table.Tr key={path}>
              <Table.Th scope="row" fw={400}>
                <code>/{path}</code>
              </Table.Th>
              {verbs.map((verb) => (
                <Table.Td key={verb}>
                  <Sign isSeen={measured[verb] === true} />
                </Table.Td>
              ))}
              <Table.Td>{measured.page?.largest}</Table.Td>
              <Table.Td>{measured.where?.narrows?.length ?? 0}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Sign({ isSeen }: { readonly isSeen: boolean }) {
  return isSeen ? (
    <CheckIcon size={16} aria-label="yes" />
  ) : (
    <DashIcon size={16} fill="var(--mantine-color-dimmed)" aria-label="no" />
  )
}
