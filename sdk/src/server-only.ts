import { StromtorError } from './errors/stromtor-error.ts'

/**
 * Refuses to run where the client secret would be in the customer's hands: a browser (also one faked by jsdom), or
 * React Native. Deno has had a `window` and Workers a `navigator`, hence the pairs.
 */
export function refuseClientSide(global: object = globalThis): void {
  const isBrowser = 'window' in global && 'document' in global
  const isReactNative = Object(Reflect.get(global, 'navigator')).product === 'ReactNative'
  if (isBrowser || isReactNative) {
    throw new StromtorError(
      'Stromtor is for servers only: a client secret in a browser or an app belongs to everyone. ' +
        'Mint the link in your backend and send the customer there.',
    )
  }
}
