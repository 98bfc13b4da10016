/** Links within the console, in Mantine's dress. */
import { Anchor, Button } from '@mantine/core'
import { createLink } from '@tanstack/react-router'

export const TextLink = createLink(Anchor<'a'>)
export const LinkButton = createLink(Button<'a'>)
