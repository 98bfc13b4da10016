/** Links within the console, in Mantine's dress. */
import { Anchor, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

export const TextLink = createLink(Anchor<'a'>)

function ButtonAnchor(props: ButtonProps & Omit<ComponentProps<'a'>, keyof ButtonProps>) {
  return <Button component="a" {...props} />
}
/** A link that looks like a button: what it leads to is a page. */
export const LinkButton = createLink(ButtonAnchor)
