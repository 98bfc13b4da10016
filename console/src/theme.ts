/**
 * The look of the console in one place: colours, type and measures. Pairs of text and ground that are used keep
 * WCAG AA (4.5 to 1) in light and dark; the browser tests check it on every page.
 */
import {
  Anchor,
  Badge,
  Button,
  Card,
  createTheme,
  Modal,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  Tooltip,
} from '@mantine/core'

/** Deep green of old workshops; 6 and 7 carry white text, 3 and 4 stand on dark ground. */
const brand: MantineColorsTuple = [
  '#eaf6f4',
  '#d3ebe8',
  '#a6d6d1',
  '#79c3bc',
  '#4fada5',
  '#288f88',
  '#14756f',
  '#0b5c5a',
  '#094c4a',
  '#073a39',
]

const gray: MantineColorsTuple = [
  '#f7f8f8',
  '#eef1f0',
  '#e2e7e6',
  '#d0d7d6',
  '#a9b4b2',
  '#6b7775',
  '#566361',
  '#3f4a48',
  '#2a3433',
  '#16201f',
]

/** From text to ground, as Mantine reads it. */
const dark: MantineColorsTuple = [
  '#dbe2e1',
  '#b9c3c1',
  '#94a09e',
  '#6a7674',
  '#36413f',
  '#2b3533',
  '#222b29',
  '#141b1a',
  '#101615',
  '#0a0f0e',
]

const red: MantineColorsTuple = [
  '#fdecea',
  '#fbd5d1',
  '#f7b3ac',
  '#f28f85',
  '#e86a5e',
  '#cf3a2d',
  '#b42318',
  '#951c13',
  '#78170f',
  '#5c120c',
]

const green: MantineColorsTuple = [
  '#e9f6ee',
  '#cdebd8',
  '#9dd5b1',
  '#72c590',
  '#46ad6c',
  '#1f8446',
  '#156c36',
  '#11592d',
  '#0d4723',
  '#083418',
]

/** Copper, for what asks for attention. */
const yellow: MantineColorsTuple = [
  '#fdf4e3',
  '#fae6c1',
  '#f5d08d',
  '#f0bb5c',
  '#dd9c2f',
  '#a86c0e',
  '#87560a',
  '#6f4607',
  '#573705',
  '#3f2803',
]

export const theme = createTheme({
  colors: { brand, gray, dark, red, green, yellow },
  primaryColor: 'brand',
  // White stands on both.
  primaryShade: { light: 7, dark: 6 },
  cursorType: 'pointer',
  // Dialogs, panels and menus are there at once for who asked their system for less motion; global.css does the rest.
  respectReducedMotion: true,
  defaultRadius: 'md',
  fontFamily:
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Code', 'Liberation Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  spacing: { xs: '6px', sm: '10px', md: '16px', lg: '24px', xl: '36px' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '1.3' },
      h2: { fontSize: '16px', lineHeight: '1.4' },
      h3: { fontSize: '14px', lineHeight: '1.4' },
    },
  },
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    Badge: Badge.extend({ defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 550 } }),
    Button: Button.extend({
      defaultProps: { fw: 550 },
      // Mantine takes the text on the primary colour for the light scheme in both.
      vars: (_theme, { variant = 'filled', color }) => ({
        root:
          variant === 'filled' && color === undefined
            ? { '--button-color': 'var(--mantine-primary-color-contrast)' }
            : {},
      }),
    }),
    Card: Card.extend({
      defaultProps: {
        withBorder: true,
        padding: 'lg',
        radius: 'lg',
        bg: 'var(--mantine-color-body)',
      },
    }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 'lg',
        centered: true,
        // The head of a dialog is not the head of the page.
        attributes: { header: { role: 'presentation' } },
      },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 250 } }),
  },
})

/** What Mantine's own variables do not say as we want it, and ours: `--hw-…`. */
export const variables: CSSVariablesResolver = () => ({
  variables: {
    '--hw-sidebar-width': '224px',
    '--hw-header-height': '52px',
    '--hw-page-width': '1120px',
  },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': gray[9],
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-placeholder': gray[5],
    '--mantine-color-error': red[6],
    '--mantine-color-anchor': brand[7],
    '--hw-ground': gray[0],
    '--hw-line': gray[2],
    '--hw-sidebar': '#f2f5f4',
    '--hw-chosen': '#dfeae8',
    '--hw-row': gray[0],
    '--hw-code': '#f4f6f6',
    '--hw-shade': 'rgb(22 32 31 / 22%)',
    '--hw-mark': brand[7],
    '--hw-mark-hub': '#d98a2b',
  },
  dark: {
    '--mantine-color-body': '#1a2221',
    '--mantine-color-error': red[3],
    '--mantine-color-anchor': brand[3],
    '--mantine-color-placeholder': '#8d9997',
    '--hw-ground': dark[7],
    '--hw-line': '#2c3634',
    '--hw-sidebar': '#101615',
    '--hw-chosen': '#20302e',
    '--hw-row': '#1f2827',
    '--hw-code': '#121918',
    '--hw-shade': 'rgb(0 0 0 / 65%)',
    '--hw-mark': brand[3],
    '--hw-mark-hub': '#f4b45f',
    ...tinted({ brand, red, green, yellow }),
    '--mantine-color-gray-light': dark[4],
    '--mantine-color-gray-light-color': dark[0],
  },
})

/** Badges and notes on dark ground: a breath of the colour beneath its bright form. */
function tinted(colors: Readonly<Record<string, MantineColorsTuple>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(colors).flatMap(([name, shades]) => [
      [`--mantine-color-${name}-light`, `color-mix(in srgb, ${shades[4]} 17%, transparent)`],
      [`--mantine-color-${name}-light-color`, shades[2]],
    ]),
  )
}
