/** The origin of a plan's portal: its own domain where it has one, else its slug under the installation's portal domain. */
export function portalOrigin(
  { isHttps, portalDomain }: { isHttps: boolean; portalDomain: string },
  plan: { slug: string; customDomain: string | null },
): string {
  if (plan.customDomain !== null) return `https://${plan.customDomain}`
  return `${isHttps ? 'https' : 'http'}://${plan.slug}.${portalDomain}`
}
