/** The names of a branding that this page writes; others belong to the organization's own pages and stay. */
export type Branding = Readonly<Record<string, string>>

export const brandingKey = ['branding']

export const ownNames = ['companyName', 'primaryColor', 'logo'] as const
export type BrandingValues = Record<(typeof ownNames)[number], string>

export function valuesOf(branding: Branding): BrandingValues {
  return {
    companyName: branding['companyName'] ?? '',
    primaryColor: branding['primaryColor'] ?? '',
    logo: branding['logo'] ?? '',
  }
}

/** All that is kept from now on: empty values are taken away. Pure. */
export function changedBranding(branding: Branding, values: BrandingValues): Branding {
  const merged = Object.entries({ ...branding, ...values })
  return Object.fromEntries(merged.filter(([, value]) => value.trim() !== ''))
}

export const colorPattern = /^#[0-9a-f]{6}$/i
/** As the API takes pictures, in characters of base64. */
export const mostPictureBytes = 74_000

/** A picture file as a `data:` address. */
export function readPicture(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(new Error('The file could not be read')))
    reader.readAsDataURL(file)
  })
}
