/**
 * The connect widget in a product of its own:
 *
 *   HUBWRIGHT_URL=http://127.0.0.1:8080 \
 *   HUBWRIGHT_SECRETS='User …, Organization …' npm run example:connect
 *
 * The command takes the Node among the packages; `node examples/connect-widget/main.ts` needs 22.19 or newer.
 */
import { startHostApp } from './host-app.ts'

const secrets = process.env['HUBWRIGHT_SECRETS']
if (secrets === undefined) {
  throw new Error(
    'Set HUBWRIGHT_SECRETS to "User <user secret>, Organization <organization secret>"',
  )
}
const hubwright = process.env['HUBWRIGHT_URL'] ?? 'http://127.0.0.1:8080'
const { url } = await startHostApp({
  hubwright,
  secrets,
  port: Number(process.env['PORT'] ?? 4100),
})
console.log(`Open ${url}`)
