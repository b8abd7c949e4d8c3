/**
 * Which pages a browser may fetch before they are asked for, served at `/speculation-rules.json` as
 * `application/speculationrules+json` and named by the header `Speculation-Rules: "/speculation-rules.json"`
 * (an inline script would break the content security policy). Fetched only, never run in advance; sign-in,
 * sign-out, legal pages and anything marked `rel=nofollow` or with a query that changes state stay out.
 */
export const SPECULATION_RULES = {
  prefetch: [
    {
      where: {
        and: [
          { href_matches: '/*' },
          {
            not: {
              href_matches: [
                '/auth/*',
                '/login*',
                '/login/*',
                '/logout',
                '/preferences',
                '/assets/*',
                '/brand/*',
                '/speculation-rules.json',
                '/*\\?*lang=*',
              ],
            },
          },
          {
            not: {
              href_matches: ['/imprint', '/privacy', '/accessibility', '/terms', '/cancel', '/withdraw'],
            },
          },
          { not: { selector_matches: '[rel~=nofollow], [download]' } },
        ],
      },
      eagerness: 'moderate',
    },
  ],
} as const
