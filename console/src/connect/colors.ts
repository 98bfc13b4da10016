/** Colours that can be read, whatever colour a customer likes: WCAG 2.2 contrast, 1.4.3 and 1.4.11. Pure. */

type Rgb = readonly [red: number, green: number, blue: number]

export interface Palette {
  /** The ground of the main button; stands out from the surface (3 to 1). */
  readonly button: string
  /** Text on it (4.5 to 1). */
  readonly onButton: string
  /** The colour as text, mark or ring on the surface (4.5 to 1). */
  readonly accent: string
}

const black: Rgb = [0, 0, 0]
const white: Rgb = [255, 255, 255]

/** @param primary and `surface` as `#rrggbb` */
export function paletteFor(primary: string, surface: string): Palette {
  const ground = parse(surface)
  const button = readable(parse(primary), ground, 3)
  return {
    button: format(button),
    // The better of the two always has 4.5.
    onButton: format(ratio(white, button) >= ratio(black, button) ? white : black),
    accent: format(readable(parse(primary), ground, 4.5)),
  }
}

/** From 1 to 21. */
export function contrast(one: string, other: string): number {
  return ratio(parse(one), parse(other))
}

/** The colour, moved towards black or white in small steps until it stands out. */
function readable(color: Rgb, ground: Rgb, least: number): Rgb {
  const away = ratio(white, ground) > ratio(black, ground) ? white : black
  for (let share = 0; share <= 1; share += 0.02) {
    const moved = mix(color, away, share)
    if (ratio(moved, ground) >= least) return moved
  }
  return away
}

function mix(color: Rgb, other: Rgb, share: number): Rgb {
  const part = (at: 0 | 1 | 2) => Math.round(color[at] + (other[at] - color[at]) * share)
  return [part(0), part(1), part(2)]
}

function ratio(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [
    number,
    number,
  ]
  return (light + 0.05) / (dark + 0.05)
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function parse(text: string): Rgb {
  const part = (at: number) => Number.parseInt(text.slice(at, at + 2), 16)
  return [part(1), part(3), part(5)]
}

function format(color: Rgb): string {
  return `#${color.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
