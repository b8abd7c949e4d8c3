import { createTestApp, createWorld, type World } from '../../../tests/support/world.ts'
import { redeemCode } from './redeem-code.ts'
import { requestCode } from './request-code.ts'

let sequence = 0

/** A portal whose customers sign in by code. */
export async function createCodeWorld() {
  const testApp = await createTestApp()
  const world = await createWorld(testApp)
  return {
    testApp,
    world,
    async knownAddress() {
      const email = `Kim.${(sequence += 1)}@Example.com`
      const { id } = await world.addCustomer({ email })
      return { email, id }
    },
    request: (email: string, portal: World = world) =>
      requestCode(testApp.deps, {
        organizationId: portal.organization.id,
        planId: portal.plan.id,
        email,
        nextPath: null,
      }),
    redeem: (
      { attemptToken, code }: { attemptToken: string; code: string },
      { portal = world, older }: { portal?: World; older?: string } = {},
    ) =>
      redeemCode(testApp.deps, {
        organizationId: portal.organization.id,
        planId: portal.plan.id,
        attemptToken,
        code,
        olderSessionToken: older,
        address: '192.0.2.7',
        userAgent: 'Test',
      }),
    /** Makes an attempt older than it is. */
    later: (attemptToken: string, interval: string) =>
      testApp.pool.query(
        `update login_codes set created_at = created_at - $2::interval, expires_at = expires_at - $2::interval
         where attempt_hash = sha256($1::bytea)`,
        [attemptToken, interval],
      ),
  }
}

export type CodeWorld = Awaited<ReturnType<typeof createCodeWorld>>
