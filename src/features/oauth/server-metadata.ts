/** What a client finds out by itself about this server (RFC 8414 section 2, RFC 9207 section 3). */
export const serverMetadata = (publicUrl: string) => ({
  issuer: publicUrl,
  authorization_endpoint: `${publicUrl}/oauth/authorize`,
  token_endpoint: `${publicUrl}/oauth/token`,
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token'],
  code_challenge_methods_supported: ['S256', 'plain'],
  scopes_supported: ['read:*', 'write:*'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
  authorization_response_iss_parameter_supported: true,
  service_documentation: `${publicUrl}/docs`,
})
