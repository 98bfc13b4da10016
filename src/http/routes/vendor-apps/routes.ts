import type { VendorApps } from '../../../instances/vendor-apps.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { listVendorApps, readVendorApp, removeVendorApp, saveVendorApp } from './vendor-apps.ts'

/** The organization's own apps at vendors. */
export function registerVendorAppRoutes(server: PlatformServer, vendorApps: VendorApps): void {
  listVendorApps(server, vendorApps)
  readVendorApp(server, vendorApps)
  saveVendorApp(server, vendorApps)
  removeVendorApp(server, vendorApps)
}
