// Sends one of each call through Segment's Node SDK to the host in argv, then closes.
import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({
  writeKey: 'node-write-key',
  host: process.argv[2],
  flushAt: 20,
  maxRetries: 0,
})
const failed = []
analytics.on('error', (error) => failed.push(String(error.reason ?? error)))

const userId = 'node_user'
analytics.identify({ userId, traits: { plan: { tier: 'pro' }, email: 'n@shop.example' } })
analytics.track({ userId, event: 'Signed Up', properties: { total: 99.5 } })
analytics.track({ userId, event: 'Order Completed' })
analytics.page({ userId, name: 'Pricing', properties: { url: 'https://shop.example/pricing?x=1' } })
analytics.screen({ userId, name: 'Home' })
analytics.group({ userId, groupId: 'acme', traits: { name: 'Acme' } })
analytics.alias({ userId: 'node_user_2', previousId: userId })

await analytics.closeAndFlush({ timeout: 10000 })
if (failed.length > 0) {
  console.error(failed.join('\n'))
  process.exit(1)
}
