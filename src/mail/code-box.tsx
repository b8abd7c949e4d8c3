import type { Brand } from '../brand/brand.ts'

/** The six digits, large and in the brand's colour: a table, because mail programs know little else. */
export const CodeBox = ({ brand, code }: { brand: Brand; code: string }) => (
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
    <tr>
      <td class="code" align="center" bgcolor={brand.colours.light.accentSoft}>
        {code}
      </td>
    </tr>
  </table>
)
