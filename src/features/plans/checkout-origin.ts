/** The origin of a plan's checkout on a host of its own, which asks nobody to be signed in. */
export const checkoutOrigin = (
  { isHttps, checkoutDomain }: { isHttps: boolean; checkoutDomain: string },
  { slug }: { slug: string },
): string => `${isHttps ? 'https' : 'http'}://${slug}.${checkoutDomain}`
