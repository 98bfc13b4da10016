/** What the connector can do, measured on the platform and the simulated vendor. */
import { testConnector } from '../../../test/support/conformance/test-connector.ts'

testConnector('ecwid', {
  skip: {
    bulk: 'the vendor has no bulk endpoint',
    events: 'this release collects no events',
  },
})
