import { raw } from 'hono/html'
import type { Brand } from '../brand/brand.ts'

/** Logo and name. The SVG was cleaned when the brand was read (`sanitizeSvg`), so it may stand in the page as it is. */
export const BrandMark = ({ brand, href }: { brand: Brand; href: string | null }) => {
  const mark = (
    <>
      {brand.logo !== null && <Logo brand={brand} />}
      {(brand.logo === null || !brand.logoHasName) && <span>{brand.name}</span>}
    </>
  )
  return href === null ? (
    <span class="brand">{mark}</span>
  ) : (
    <a class="brand" href={href}>
      {mark}
    </a>
  )
}

const Logo = ({ brand }: { brand: Brand }) => {
  const alt = brand.logoHasName ? brand.name : ''
  if (brand.logo?.startsWith('<svg') !== true)
    return <img class="logo" src="/brand/logo" alt={alt} height="32" />
  return alt === '' ? (
    <span class="logo" aria-hidden="true">
      {raw(brand.logo)}
    </span>
  ) : (
    <span class="logo" role="img" aria-label={alt}>
      {raw(brand.logo)}
    </span>
  )
}
