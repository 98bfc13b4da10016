import { Card, Stack, Tabs, Text, Title } from '@mantine/core'
import type { ApiDocument, Operation, Schema } from './document.ts'
import { modelLines, typeName } from './model-lines.ts'
import classes from './page.module.css'
import { TabList } from '../../parts/tab-list.tsx'

interface ModelsProps {
  readonly document: ApiDocument
  readonly operation: Operation
}

/** What the body and the answer are made of. */
export function Models({ document, operation }: ModelsProps) {
  const { body, answer } = operation
  const shown = [
    ...(answer === undefined ? [] : [{ key: 'answer', title: 'Answer', schema: answer }]),
    ...(body === undefined ? [] : [{ key: 'body', title: 'Body', schema: body }]),
  ]
  const [first] = shown
  if (first === undefined) return null
  return (
    <Card component="section" aria-labelledby="models">
      <Title order={2} id="models" mb="sm">
        Models
      </Title>
      <Tabs defaultValue={first.key} keepMounted={false}>
        <TabList mb="sm">
          {shown.map(({ key, title }) => (
            <Tabs.Tab key={key} value={key}>
              {title}
            </Tabs.Tab>
          ))}
        </TabList>
        {shown.map(({ key, schema }) => (
          <Tabs.Panel key={key} value={key}>
            <Model document={document} schema={schema} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Card>
  )
}

const indent = 18

function Model({ document, schema }: { readonly document: ApiDocument; readonly schema: Schema }) {
  const lines = modelLines(document, schema)
  return (
    <Stack gap="xs">
      <Text size="sm" fw={550}>
        {typeName(document, schema)}
      </Text>
      <ul
        className={classes['model']}
        // It scrolls, so it must be reachable without a mouse.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={`Members of ${typeName(document, schema)}`}
      >
        {lines.map(({ path, depth, name, type, isRequired, description }) => (
          <li key={path} style={{ paddingLeft: depth * indent }}>
            <code className="hw-mono">{name}</code>{' '}
            <Text span size="sm" c="dimmed">
              {type}
              {isRequired ? ', required' : ''}
            </Text>
            {description === '' ? null : (
              <Text size="xs" c="dimmed">
                {description}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Stack>
  )
}
