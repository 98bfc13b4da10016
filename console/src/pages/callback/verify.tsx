import { Anchor, Card, Stack, Text, Title } from '@mantine/core'
import { CodeBlock } from '../../parts/code-block.tsx'

const code = `import { Webhook } from 'standardwebhooks'

const webhook = new Webhook(process.env.WEBHOOK_SECRET) // whsec_…

// body: the raw bytes of the request, before anything parses them
// throws for what is not ours, or older than five minutes
const notification = webhook.verify(body, request.headers)

// webhook-id is the same at every try: take each one once
await takeOnce(request.headers['webhook-id'], notification)`

const oldCode = `

// the older header, over the body alone; createHmac and timingSafeEqual are of node:crypto
const expected = Buffer.from('sha256=' + createHmac('sha256', key).update(body).digest('base64'))
const given = Buffer.from(String(request.headers['elements-webhook-signature']))
const isOurs = given.length === expected.length && timingSafeEqual(given, expected)`

/** How an app knows that a request is ours. */
export function Verify({ hasKey }: { readonly hasKey: boolean }) {
  return (
    <Card component="section" aria-labelledby="verify">
      <Stack gap="sm">
        <div>
          <Title order={2} id="verify">
            Verify a request
          </Title>
          <Text size="sm" c="dimmed">
            With the library of{' '}
            <Anchor href="https://www.standardwebhooks.com" target="_blank" rel="noreferrer">
              Standard Webhooks
            </Anchor>
            , which is there for most languages.{' '}
            <Anchor href="/docs/guides/events#verify" target="_blank">
              A whole receiver
            </Anchor>{' '}
            and{' '}
            <Anchor href="/docs/guides/events#what-you-get" target="_blank">
              all fields and headers
            </Anchor>{' '}
            are in the guide.
          </Text>
        </div>
        <CodeBlock what="code that verifies" code={hasKey ? code + oldCode : code} />
      </Stack>
    </Card>
  )
}
