import { Anchor, Stack, Text } from '@mantine/core'
import { LinkExternalIcon } from '@primer/octicons-react'
import { CopyButton } from '../../parts/copy-button.tsx'
import type { AuthenticationType } from '../connectors/connector.ts'
import classes from './setup-steps.module.css'

/** How to get the vendor's credentials, as the connector tells it. */
export function SetupSteps({ steps }: { readonly steps: AuthenticationType['steps'] }) {
  return (
    <ol className={classes['steps']}>
      {steps.map(({ text, link, copy }) => (
        <li key={text}>
          <Stack gap={6} align="flex-start">
            <Text size="sm">{text}</Text>
            {link === undefined ? null : (
              <Anchor href={link.url} target="_blank" rel="noreferrer" size="sm" fw={550}>
                {link.label} <LinkExternalIcon size={12} aria-label="in a new tab" />
              </Anchor>
            )}
            {copy?.map(({ label, value }) => (
              <div key={label} className={classes['copy']}>
                <Text size="xs" c="dimmed">
                  {label}
                </Text>
                <div className={classes['value']}>
                  <code>{value}</code>
                  <CopyButton text={value} what={label.toLowerCase()} />
                </div>
              </div>
            ))}
          </Stack>
        </li>
      ))}
    </ol>
  )
}
