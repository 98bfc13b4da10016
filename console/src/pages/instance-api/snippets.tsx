import { Card, Group, Switch, Tabs, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { basePath } from '../../api/api.ts'
import { useInstanceToken } from '../../api/instance-token.ts'
import { CodeBlock } from '../../parts/code-block.tsx'
import { TextLink } from '../../parts/link.tsx'
import { TabList } from '../../parts/tab-list.tsx'
import { toast } from '../../parts/toast.tsx'
import { curlOf, typescriptOf, type Snippet } from './request.ts'

interface SnippetsProps {
  readonly method: string
  readonly path: string
  readonly instanceId: number
  readonly body: string | undefined
}

const masked = '<instance token>'

/** The same call for programs. The token is covered until one asks to see it. */
export function Snippets({ method, path, instanceId, body }: SnippetsProps) {
  const readToken = useInstanceToken(instanceId)
  // The switch obeys at once: while the token is read, too, a second click means the opposite of the first.
  const [isWanted, setIsWanted] = useState(false)
  const [token, setToken] = useState<string>()
  async function show(wanted: boolean) {
    setIsWanted(wanted)
    if (!wanted) return
    try {
      setToken(await readToken())
    } catch (error) {
      setIsWanted(false)
      toast.failure(error)
    }
  }
  const snippet = (shownToken: string): Snippet => ({
    method,
    url: location.origin + basePath + path,
    token: shownToken,
    body,
    idempotencyKey: method === 'POST' ? '<a new key for each thing>' : undefined,
  })
  const shown = snippet((isWanted ? token : undefined) ?? masked)
  return (
    <Card component="section" aria-labelledby="snippets">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="snippets">
          In your own program
        </Title>
        <Switch
          size="xs"
          label="Show the instance token"
          checked={isWanted}
          onChange={(event) => void show(event.currentTarget.checked)}
        />
      </Group>
      <Tabs defaultValue="curl" keepMounted={false}>
        <TabList mb="sm">
          <Tabs.Tab value="curl">curl</Tabs.Tab>
          <Tabs.Tab value="typescript">TypeScript</Tabs.Tab>
        </TabList>
        <Tabs.Panel value="curl">
          <CodeBlock what="curl command" code={curlOf(shown)} maxHeight={320} />
        </Tabs.Panel>
        <Tabs.Panel value="typescript">
          <CodeBlock what="TypeScript" code={typescriptOf(shown)} maxHeight={320} />
        </Tabs.Panel>
      </Tabs>
      <Text size="sm" c="dimmed" mt="xs">
        Your user secret is on the page of{' '}
        <TextLink to="/secrets" underline="always">
          secrets
        </TextLink>
        .
      </Text>
    </Card>
  )
}
