import { Text } from '@mantine/core'
import { colorPattern, type BrandingValues } from './branding.ts'
import classes from './branding.module.css'
import { textOn } from './text-on.ts'

/** About what a customer sees. Pictures of other hosts are shown there, not here: this page loads nothing of them. */
export function Preview({ values }: { readonly values: BrandingValues }) {
  const { companyName, primaryColor, logo } = values
  const color = colorPattern.test(primaryColor) ? primaryColor : '#0b5c5a'
  const isShown = logo.startsWith('data:image/')
  return (
    <figure className={classes['preview']} aria-label="Preview">
      {isShown ? <img className={classes['logo']} src={logo} alt="" /> : null}
      <Text fw={600} size="lg">
        Connect your store to {companyName.trim() === '' ? 'Hubwright' : companyName}
      </Text>
      <span className={classes['button']} style={{ backgroundColor: color, color: textOn(color) }}>
        Connect
      </span>
      {logo === '' || isShown ? null : (
        <Text size="sm" c="dimmed">
          The logo is loaded from its address when a customer connects.
        </Text>
      )}
    </figure>
  )
}
