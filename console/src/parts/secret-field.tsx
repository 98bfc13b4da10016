import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { EyeClosedIcon, EyeIcon } from '@primer/octicons-react'
import { useState } from 'react'
import { CopyButton } from './copy-button.tsx'
import { toast } from './toast.tsx'
import classes from './secret-field.module.css'

interface SecretFieldProps {
  /** "User secret". */
  readonly label: string
  readonly description?: string
  /** A function reads it when it is shown or copied. */
  readonly value: string | (() => Promise<string>)
}

/** A secret that is covered until one asks to see it; it can be copied without being seen. */
export function SecretField({ label, description, value }: SecretFieldProps) {
  const [readValue, setReadValue] = useState<string>()
  const [isShown, setIsShown] = useState(false)
  const [isReading, setIsReading] = useState(false)
  const what = label.charAt(0).toLowerCase() + label.slice(1)
  const shown = typeof value === 'string' ? value : readValue
  async function toggle() {
    setIsReading(true)
    try {
      if (!isShown && typeof value !== 'string') setReadValue(await value())
      setIsShown(!isShown)
    } catch (error) {
      toast.failure(error)
    } finally {
      setIsReading(false)
    }
  }
  const verb = isShown ? 'Hide' : 'Show'
  return (
    <div>
      <Text fw={550} size="sm">
        {label}
      </Text>
      {description === undefined ? null : (
        <Text c="dimmed" size="sm">
          {description}
        </Text>
      )}
      <Group gap={4} wrap="nowrap" className={classes['field']}>
        <code className={classes['value']}>
          {isShown ? shown : isReading ? 'Reading …' : '•'.repeat(24)}
        </code>
        <Tooltip label={`${verb} ${what}`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${verb} ${what}`}
            onClick={() => void toggle()}
          >
            {isShown ? <EyeClosedIcon size={16} /> : <EyeIcon size={16} />}
          </ActionIcon>
        </Tooltip>
        <CopyButton text={value} what={what} />
      </Group>
    </div>
  )
}
