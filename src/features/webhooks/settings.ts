import type { SigningKeys } from '../oauth/signing-keys.ts'
import { PUBLIC_ONLY, THIS_MACHINE_TOO } from './address-policy.ts'
import type { WebhookSettings } from './webhook-endpoint.ts'

/** Of an installation: the demo, which listens on loopback alone, tells receivers on this machine too. */
export const webhookSettings = async (
  keys: Pick<SigningKeys, 'derive'>,
  { isDemo }: { isDemo: boolean },
): Promise<WebhookSettings> => ({
  key: await keys.derive('webhook secrets'),
  policy: isDemo ? THIS_MACHINE_TOO : PUBLIC_ONLY,
})
