import { Card, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { basePath } from '../../api/api.ts'
import { CodeBlock } from '../../parts/code-block.tsx'
import classes from './connect.module.css'
import { asCurl, asJson, type ConnectRequest } from './request.ts'

/** The request that the form makes, as a program would write it. */
export function Preview({ request }: { readonly request: ConnectRequest }) {
  const [form, setForm] = useState('curl')
  const address = location.origin + basePath
  const code = form === 'curl' ? asCurl(request, address) : asJson(request)
  return (
    <Card component="section" aria-labelledby="request" padding="md" className={classes['preview']}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} id="request">
            The same by program
          </Title>
          <SegmentedControl
            size="xs"
            aria-label="Show the request as"
            data={[
              { value: 'curl', label: 'curl' },
              { value: 'json', label: 'JSON' },
            ]}
            value={form}
            onChange={setForm}
          />
        </Group>
        <Text size="sm" c="dimmed">
          <code>
            {request.method} {request.path}
          </code>
          , with what you typed. Secrets are not shown.
        </Text>
        <CodeBlock code={code} what={form === 'curl' ? 'curl command' : 'request body'} />
      </Stack>
    </Card>
  )
}
