/** Links within the console, in Mantine's dress. */
import { Anchor, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

export const TextLink = createLink(Anchor<'a'>)

/** Looks like a button and is a link: it can be opened in another tab, and is told as a link. */
export const LinkButton = createLink((props: ButtonProps & ComponentProps<'a'>) => (
  <Button component="a" {...props} />
))
