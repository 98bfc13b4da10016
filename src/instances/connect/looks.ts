/** How the widget looks: what the session says, over the branding of its organization. Pure. */
import type { ConnectSessionRow } from './connect-session-store.ts'

/** As the session says. */
export interface ThemeView {
  colorScheme?: string
  primaryColor?: string
  corners?: string
}

export interface WidgetTheme extends ThemeView {
  /** `data:image/…`; other addresses would tell their host of each person. */
  logo?: string
}

/** Names of a branding are the organization's own; of these, values of these forms count. */
const counted: Readonly<Record<keyof WidgetTheme, RegExp>> = {
  colorScheme: /^(?:light|dark|auto)$/,
  primaryColor: /^#[0-9a-f]{6}$/i,
  corners: /^(?:square|rounded|round)$/,
  logo: /^data:image\//,
}

type Looks = Pick<ConnectSessionRow, 'color_scheme' | 'primary_color' | 'corners'>

export function themeOf({ color_scheme, primary_color, corners }: Looks): ThemeView {
  return {
    ...(color_scheme === null ? {} : { colorScheme: color_scheme }),
    ...(primary_color === null ? {} : { primaryColor: primary_color }),
    ...(corners === null ? {} : { corners }),
  }
}

/** @param branding as stored; undefined when the organization has none */
export function themeOver(branding: unknown, row: Looks): WidgetTheme {
  const given = (branding ?? {}) as Readonly<Record<string, unknown>>
  const taken = Object.entries(counted).flatMap(([name, form]) => {
    const value = given[name]
    return typeof value === 'string' && form.test(value) ? [[name, value] as const] : []
  })
  return { ...Object.fromEntries(taken), ...themeOf(row) }
}
