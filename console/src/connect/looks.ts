/** How the page looks: what the host page asks for, over what the session says. */
import { paletteFor } from './colors.ts'

export interface Theme {
  readonly colorScheme?: string | undefined
  readonly primaryColor?: string | undefined
  readonly corners?: string | undefined
  readonly logo?: string | undefined
}

/** Also in connect.css. */
const surfaces = { light: '#ffffff', dark: '#1a2221' } as const
const usual = { light: '#0b5c5a', dark: '#4fada5' } as const
const radii: Readonly<Record<string, string>> = { square: '0px', rounded: '6px', round: '16px' }

const prefersDark = matchMedia('(prefers-color-scheme: dark)')
let shown: Theme = {}
prefersDark.addEventListener('change', () => wear(shown))

/** Sets what connect.css builds on; scripts may write styles that the page's policy refuses in its text. */
export function wear(theme: Theme): void {
  shown = theme
  const scheme = schemeOf(theme.colorScheme)
  const { button, onButton, accent } = paletteFor(
    readPrimary(theme.primaryColor) ?? usual[scheme],
    surfaces[scheme],
  )
  const { dataset, style } = document.documentElement
  dataset['colors'] = scheme
  style.setProperty('--button', button)
  style.setProperty('--on-button', onButton)
  style.setProperty('--accent', accent)
  style.setProperty('--radius', radii[theme.corners ?? ''] ?? '6px')
}

/** What says something wins over what says nothing. */
export function themeOver(session: Theme, host: Theme): Theme {
  const said = Object.entries(host).filter(([, value]) => value !== undefined)
  return { ...session, ...Object.fromEntries(said) }
}

function schemeOf(asked: string | undefined): 'light' | 'dark' {
  if (asked === 'light' || asked === 'dark') return asked
  return prefersDark.matches ? 'dark' : 'light'
}

function readPrimary(text: string | undefined): string | undefined {
  return text !== undefined && /^#[0-9a-f]{6}$/i.test(text) ? text : undefined
}
